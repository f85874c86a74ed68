package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.interop.api.Mirror;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redub's fault policies over a provider of Dubbo 2.7 and one of Dubbo 3.3. */
class PoliciesTowardsDubboTest {
    private static RegistryServer zooKeeper;
    private static Peer old;
    private static Peer young;
    private static Framework redub;

    @BeforeAll
    static void start() {
        zooKeeper = new RegistryServer();
        old = Peer.start(Side.DUBBO27, "old", zooKeeper.address());
        young = Peer.start(Side.DUBBO33, "young", zooKeeper.address());
        old.export();
        young.export();
        redub = new RedubFramework("redub-consumer", zooKeeper.address(), Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> PeerMain.names(redub, 20, 2).equals("old,young"));
    }

    @AfterAll
    static void stop() {
        redub.close();
        young.close();
        old.close();
        zooKeeper.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failover",
                "failfast",
                "failsafe",
                "failback",
                "forking",
                "broadcast",
                "available",
                "hedge",
                "zone-aware"
            })
    void aPolicyGetsAnAnswer(String policy) {
        Mirror mirror = redub.refer(Wish.mirror().retried(1).with("cluster", policy));
        for (int i = 0; i < 10; i++) {
            assertThat(mirror.same(7)).isEqualTo(7);
        }
    }

    @Test
    void theAnswersOfSeveralGroupsAreOne() {
        String greeting =
                redub.refer(Wish.greeter("red,blue", "*").with("merger", ".concat")).who();
        assertThat(greeting).isEqualTo("blue 2.0.0red 1.0.0");
    }
}
