package io.redub.interop;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    @ParameterizedTest
    @MethodSource("cases")
    void passes(String name) throws Throwable {
        Cases.run(name, new Session(consumer, ""));
    }
}
