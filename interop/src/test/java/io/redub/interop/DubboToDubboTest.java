package io.redub.interop;

import java.util.List;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two Dubbo peers pass every case, so a case that Redub fails is Redub's failure. */
@ParameterizedClass
@CsvSource({"DUBBO33, DUBBO27", "DUBBO27, DUBBO33"})
class DubboToDubboTest {
    private static RegistryServer zooKeeper;
    private static Peer provider;
    private static Peer consumer;

    @Parameter(0)
    Side consumerSide;

    @Parameter(1)
    Side providerSide;

    static List<String> cases() {
        return Cases.common();
    }

    @BeforeParameterizedClassInvocation
    static void start(Side consumerSide, Side providerSide) {
        zooKeeper = new RegistryServer();
        String pair = consumerSide + "-" + providerSide;
        provider = Peer.start(providerSide, pair + "-provider", zooKeeper.address());
        consumer = Peer.start(consumerSide, pair + "-consumer", zooKeeper.address());
        provider.export();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        consumer.close();
        provider.close();
        zooKeeper.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passes(String name) {
        consumer.run(name, "");
    }
}
