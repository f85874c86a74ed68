package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Providers of different frameworks, in processes of their own, share the calls; they die, leave
 * and come back, and no call fails meanwhile.
 */
class ProviderLossTest {
    private static final int CALLS = 100;
    private RegistryServer zooKeeper;

    @BeforeEach
    void startZooKeeper() {
        zooKeeper = new RegistryServer();
    }

    @AfterEach
    void stopZooKeeper() {
        zooKeeper.close();
    }

    @Test
    void aRedubConsumerUsesTheOtherDubboProviderWhenOneDies() {
        try (Peer stays = peer(Side.DUBBO27, "stays");
                Peer dies = peer(Side.DUBBO33, "dies");
                Framework redub =
                        new RedubFramework("redub-consumer", zooKeeper.address(), Map.of())) {
            IntFunction<String> answering = retries -> PeerMain.names(redub, CALLS, retries);
            judge(answering, stays, dies);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DUBBO33", "DUBBO27"})
    void aDubboConsumerUsesItsOwnKindWhenARedubProviderDies(Side side) {
        try (Peer stays = peer(side, "stays");
                Peer dies = peer(Side.REDUB, "dies");
                Peer consumer = peer(side, "consumer-" + side)) {
            judge(retries -> consumer.ask("names " + CALLS + " " + retries), stays, dies);
        }
    }

    /**
     * Kills one of two, brings it back, and has it leave gracefully.
     *
     * @param answering gives the names of those who answer many calls with so many retries
     */
    private void judge(IntFunction<String> answering, Peer stays, Peer dies) {
        stays.export();
        dies.export();
        await().atMost(Duration.ofSeconds(20)).until(() -> answering.apply(2).equals("dies,stays"));
        dies.kill();
        assertThat(answering.apply(2)).isEqualTo("stays");
        try (Peer again = peer(dies.side(), "again")) {
            again.export();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> answering.apply(2).equals("again,stays"));
            Thread leaving = new Thread(again::stop, "stop of again");
            leaving.start();
            while (leaving.isAlive()) {
                assertThat(answering.apply(0)).contains("stays");
            }
            assertThat(answering.apply(0)).isEqualTo("stays");
        }
    }

    private Peer peer(Side side, String name) {
        return Peer.start(side, name, zooKeeper.address());
    }
}
