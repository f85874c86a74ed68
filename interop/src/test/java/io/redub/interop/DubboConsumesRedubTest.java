package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ServiceConfig;
import io.redub.interop.api.Greeter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A Dubbo consumer and a Redub provider that it finds through ZooKeeper. */
@ParameterizedClass
@EnumSource(names = {"DUBBO33", "DUBBO27"})
class DubboConsumesRedubTest {
    private static RegistryServer zooKeeper;
    private static Peer consumer;
    private static Framework redub;
    private static int port;

    @Parameter Side side;

    static List<String> cases() {
        return Cases.judging(Judges.Role.PROVIDER, consumer.side());
    }

    @BeforeParameterizedClassInvocation
    static void start(Side side) {
        zooKeeper = new RegistryServer();
        consumer = Peer.start(side, side + "-consumer", zooKeeper.address());
        redub = provider("redub-provider");
        port = redub.export(Offer.standard(redub, "redub-provider"));
    }

    private static Framework provider(String name) {
        return new RedubFramework(name, zooKeeper.address(), Map.of("heartbeat", "1000"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        consumer.close();
        redub.close();
        zooKeeper.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passes(String name) {
        consumer.run(name, "");
    }

    @Test
    void aVersionThatRedubLacksIsAClearFailure() {
        String address = Side.url(port);
        assertThatThrownBy(() -> consumer.ask("who red 9.9.9 " + address))
                .hasMessageContaining("RpcException")
                .hasMessageContaining("Greeter:9.9.9");
        assertThat(consumer.ask("who red 1.0.0 " + address)).isEqualTo("red 1.0.0");
    }

    @Test
    void heartbeatsOfAnIdleConsumerAreAnswered() {
        try (WireTap tap = new WireTap(port)) {
            String address = Side.url(tap.port());
            String before = consumer.ask("caller " + address);
            await().atMost(Duration.ofSeconds(10)).until(() -> tap.answeredHeartbeats() >= 4);
            assertThat(consumer.ask("caller " + address)).isEqualTo(before);
            assertThat(tap.connections()).isEqualTo(1);
            for (WireTap.Frame answer : tap.toConsumer()) {
                if (answer.isHeartbeatAnswer()) {
                    assertThat(answer.status()).isEqualTo(20);
                    assertThat(answer.body()).containsExactly('N');
                }
            }
        }
    }

    @Test
    void aProviderThatStopsSaysSoFirst() {
        try (Framework leaving = provider("leaving");
                WireTap tap = new WireTap(leaving.export(greeters(leaving)))) {
            String address = Side.url(tap.port());
            assertThat(consumer.ask("who red 1.0.0 " + address)).isEqualTo("red 1.0.0");
            leaving.close();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> tap.toConsumer().stream().anyMatch(frame -> frame.isEvent("R")));
        }
    }

    @Test
    void aPortMayBeSharedWithHttp() throws Exception {
        int shared = Ports.free();
        Map<String, String> loopback = Map.of("bind.ip", "127.0.0.1");
        try (RedubBootstrap both =
                RedubBootstrap.application("both")
                        .host(Side.LOOPBACK)
                        .protocol("http", shared, loopback)
                        .protocol("dubbo", shared, loopback)
                        .service(
                                ServiceConfig.of(Greeter.class, () -> "both")
                                        .group("red")
                                        .version("1.0.0"))
                        .start()) {
            assertThat(both.port("dubbo")).isEqualTo(shared);
            assertThat(consumer.ask("who red 1.0.0 " + Side.url(shared))).isEqualTo("both");
            URI who =
                    URI.create(
                            "http://127.0.0.1:%d/red/%s:1.0.0/who"
                                    .formatted(shared, Greeter.class.getName()));
            assertThat(
                            HttpClient.newHttpClient()
                                    .send(
                                            HttpRequest.newBuilder(who).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body())
                    .isEqualTo("\"both\"");
            assertThat(consumer.ask("who red 1.0.0 " + Side.url(shared))).isEqualTo("both");
        }
    }

    @Test
    void aConsumerThatLooksForApplicationsOnlyFindsRedub() {
        Assumptions.assumeThat(side).isEqualTo(Side.DUBBO33);
        try (Peer modern =
                Peer.start(
                        side,
                        "applications-only",
                        zooKeeper.address(),
                        "-Ddubbo.application.migration.step=FORCE_APPLICATION")) {
            assertThat(modern.ask("names 10 0")).isEqualTo("redub-provider");
        }
    }

    /** Without the mirror, so that the other tests' calls don't come here. */
    private static Offer[] greeters(Framework framework) {
        Offer[] all = Offer.standard(framework, "leaving");
        return Arrays.copyOfRange(all, 1, 3);
    }
}
