package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.redub.interop.api.Mirror;
import io.redub.service.RpcException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a consumer and a provider of different frameworks tell each other about who is called. */
class BalancingTest {
    private RegistryServer zooKeeper;

    @BeforeEach
    void startZooKeeper() {
        zooKeeper = new RegistryServer();
    }

    @AfterEach
    void stopZooKeeper() {
        zooKeeper.close();
    }

    private Framework redub(String name) {
        return new RedubFramework(name, zooKeeper.address(), Map.of());
    }

    @Test
    void dubbosAdaptiveBalancerHearsFromRedubProvidersHowBusyTheyAre() {
        try (Framework one = redub("one");
                Framework other = redub("other");
                Peer consumer =
                        Peer.start(
                                Side.DUBBO33,
                                "adaptive-consumer",
                                zooKeeper.address(),
                                "-Ddubbo.consumer.loadbalance=adaptive")) {
            one.export(Offer.standard(one, "one"));
            other.export(Offer.standard(other, "other"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> consumer.ask("names 50 0").equals("one,other"));
            assertThat(consumer.ask("attached lb_adaptive")).isEqualTo("mem,load");
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                consumer.ask("names 20 0");
                                return consumer.ask("reports").equals("2");
                            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DUBBO33", "DUBBO27"})
    void thePolicyThatADubboProviderOffersHoldsUnlessTheConsumerHasItsOwn(Side side) {
        try (Peer provider =
                        Peer.start(
                                side, side + "-failsafe", zooKeeper.address(), "cluster=failsafe");
                Framework consumer = redub("redub-consumer")) {
            provider.export();
            Wish<Mirror> hasty = Wish.mirror().within(1_000);
            assertThat(consumer.refer(hasty).name()).isEqualTo(provider.name());
            assertThat(consumer.refer(hasty).slow(5_000)).isNull();
            Mirror own = consumer.refer(hasty.with("cluster", "failfast"));
            RpcException late = catchThrowableOfType(RpcException.class, () -> own.slow(5_000));
            assertThat(late.isTimeout()).isTrue();
        }
    }
}
