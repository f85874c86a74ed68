package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.interop.api.Mirror;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds with foreign peers holds between two Redubs, which know each other and say more. */
class RedubToRedubTest {
    private static RegistryServer zooKeeper;
    private static Framework provider;
    private static Framework consumer;

    static List<String> cases() {
        return Cases.judging(Judges.Role.CONSUMER, Side.REDUB);
    }

    @BeforeAll
    static void start() {
        zooKeeper = new RegistryServer();
        provider = new RedubFramework("redub-provider", zooKeeper.address(), Map.of());
        provider.export(Offer.standard(provider, "redub-provider"));
        consumer = new RedubFramework("redub-consumer", zooKeeper.address(), Map.of());
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
        zooKeeper.close();
    }

    @Test
    void whatDubboCannotCarryComesBackAsItWas() {
        Mirror mirror = new Session(consumer, "").mirror();
        for (Object value :
                List.of(
                        Optional.of("x"),
                        (short) 2,
                        'c',
                        -0.0,
                        List.of((byte) 1, 3.3f),
                        Locale.forLanguageTag("zh-Hans-CN"),
                        InetSocketAddress.createUnresolved("no.such.host.invalid", 80))) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passes(String name) throws Throwable {
        Cases.run(name, new Session(consumer, ""));
    }
}
