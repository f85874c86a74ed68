package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.redub.interop.api.Mirror;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A Redub consumer and a Dubbo provider that it finds through ZooKeeper. */
@ParameterizedClass
@EnumSource(names = {"DUBBO33", "DUBBO27"})
class RedubConsumesDubboTest {
    private static RegistryServer zooKeeper;
    private static Peer provider;
    private static Framework redub;
    private static int port;

    @Parameter Side side;

    static List<String> cases() {
        return Cases.judging(Judges.Role.CONSUMER, provider.side());
    }

    @BeforeParameterizedClassInvocation
    static void start(Side side) {
        zooKeeper = new RegistryServer();
        provider = Peer.start(side, side + "-provider", zooKeeper.address(), "heartbeat=1000");
        port = provider.export();
        redub = new RedubFramework("redub-consumer", zooKeeper.address(), Map.of());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        redub.close();
        provider.close();
        zooKeeper.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passes(String name) throws Throwable {
        Cases.run(name, new Session(redub, ""));
    }

    @Test
    void aProviderAddressedDirectlyAnswersToo() {
        Session direct = new Session(redub, Side.url(port));
        assertThat(direct.mirror().name()).isEqualTo(provider.name());
        assertThat(direct.greeter("blue", "2.0.0").who()).isEqualTo("blue 2.0.0");
    }

    @Test
    void aProviderOfDubbo3SaysHowBusyItIs() {
        assumeThat(side).isEqualTo(Side.DUBBO33);
        Mirror mirror =
                redub.refer(Wish.mirror().at(Side.url(port)).with("loadbalance", "adaptive"));
        assertThat(mirror.name()).isEqualTo(provider.name());
        assertThat(String.valueOf(RpcContext.get().answerAttachments().get("lb_adaptive")))
                .matches("curTime:\\d+,load:[0-9.E-]+");
    }

    @Test
    void aVersionThatTheAddressedProviderLacksIsAClearFailure() {
        Session direct = new Session(redub, Side.url(port));
        Throwable failure = catchThrowable(() -> direct.greeter("red", "9.9.9").who());
        assertThat(redub.code(failure)).as("code of %s", failure).isNotEqualTo(-1);
        assertThat(failure).hasMessageContaining("Greeter").hasMessageContaining("who");
    }

    @Test
    void heartbeatsKeepAnIdleConnectionOpen() {
        try (WireTap tap = new WireTap(port)) {
            Mirror mirror = redub.refer(throughTap(tap));
            String before = mirror.caller();
            // The provider closes a connection that is silent for three heartbeats.
            await().atMost(Duration.ofSeconds(10)).until(() -> tap.answeredHeartbeats() >= 4);
            assertThat(mirror.caller()).isEqualTo(before);
            assertThat(tap.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConsumerFindsTheWayBackWhenItsConnectionBreaks() {
        WireTap first = new WireTap(port);
        int tapPort = first.port();
        Mirror mirror = redub.refer(throughTap(first));
        assertThat(mirror.name()).isEqualTo(provider.name());
        first.close();
        Throwable failure = catchThrowable(mirror::name);
        assertThat(redub.code(failure)).as("code of %s", failure).isNotEqualTo(-1);
        try (WireTap second = new WireTap(port, tapPort)) {
            await().atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .until(() -> mirror.name().equals(provider.name()));
            assertThat(second.connections()).isEqualTo(1);
        }
    }

    @Test
    void aProviderThatIsReadOnlyGetsNoCallUntilItIsWriteable() throws Exception {
        try (WireTap tap = new WireTap(port)) {
            Mirror mirror = redub.refer(Wish.mirror());
            zooKeeper.registerBeside(Mirror.class, port, tap.port());
            await().until(() -> mirror.name() != null && tap.calls() > 0);

            tap.sendEvent("R");
            await().atMost(Duration.ofSeconds(5)).until(() -> callsReaching(tap, mirror) == 0);
            assertThat(callsReaching(tap, mirror)).isZero();

            tap.sendEvent("W");
            await().atMost(Duration.ofSeconds(5)).until(() -> callsReaching(tap, mirror) > 0);
        }
    }

    private static int callsReaching(WireTap tap, Mirror mirror) {
        int before = tap.calls();
        for (int i = 0; i < 50; i++) {
            mirror.name();
        }
        return tap.calls() - before;
    }

    /**
     * Redub asks after late calls and takes calls back by heartbeats that only Redub reads more
     * into.
     */
    @Test
    void aLateCallIsAskedAfterByAHeartbeatAndTheProviderIsNotDisturbed() {
        try (WireTap tap = new WireTap(port)) {
            Mirror mirror = redub.refer(throughTap(tap).retried(0).within(600));
            assertThat(mirror.name()).isEqualTo(provider.name());
            RpcException failure =
                    catchThrowableOfType(RpcException.class, () -> mirror.slow(1_500));
            assertThat(failure)
                    .hasMessageContaining("which does not tell more")
                    .hasMessageContaining("so it was up and in reach");
            assertThat(failure.status().times().queued()).isLessThan(Duration.ofMillis(300));
            WireTap.Frame asked =
                    tap.toProvider().stream()
                            .filter(frame -> frame.flags() == 0xe2 && frame.status() == 1)
                            .findFirst()
                            .orElseThrow();
            assertThat(asked.body()).containsExactly('N');
            assertThat(tap.toConsumer())
                    .anyMatch(
                            frame ->
                                    frame.isHeartbeatAnswer()
                                            && frame.id() == asked.id()
                                            && frame.status() == 20
                                            && frame.body().length == 1);
            // The late answer comes, and is for nobody.
            await().until(
                            () ->
                                    tap.toConsumer().stream()
                                            .anyMatch(
                                                    frame ->
                                                            frame.flags() == 2
                                                                    && frame.id() == asked.id()));
            assertThat(mirror.which()).isEqualTo("which()");
            assertThat(tap.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCallThatIsCancelledDoesNotDisturbTheProvider() {
        try (WireTap tap = new WireTap(port)) {
            Mirror mirror = redub.refer(throughTap(tap).retried(0).within(5_000));
            assertThat(mirror.name()).isEqualTo(provider.name());
            int before = tap.calls();
            CompletableFuture<String> unwanted = mirror.later("unwanted", 300);
            CompletableFuture<String> wanted = mirror.later("wanted", 300);
            await().until(() -> tap.calls() == before + 2);
            assertThat(unwanted.cancel(true)).isTrue();
            assertThat(wanted.join()).isEqualTo("wanted");
            assertThat(tap.toProvider())
                    .anyMatch(frame -> frame.flags() == 0xa2 && frame.status() == 2);
            assertThat(mirror.which()).isEqualTo("which()");
            assertThat(tap.connections()).isEqualTo(1);
        }
    }

    private static Wish<Mirror> throughTap(WireTap tap) {
        return Wish.mirror().at(Side.url(tap.port())).with("heartbeat", "1000");
    }
}
