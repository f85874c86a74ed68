package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.interop.api.Depot;
import io.redub.interop.api.OutOfStock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Dubbo 2.7's own protocols over HTTP, which find each other's peers through ZooKeeper. */
@ParameterizedClass
@ValueSource(strings = {"http", "hessian"})
class HttpPeersTest {
    private static RegistryServer zooKeeper;
    private static Peer dubbo;
    private static RedubBootstrap redub;

    @Parameter String protocol;

    @BeforeParameterizedClassInvocation
    static void start(String protocol) {
        zooKeeper = new RegistryServer();
        dubbo = Peer.ofProtocols("dubbo-" + protocol + "-provider", zooKeeper.address());
        dubbo.ask("export " + protocol);
        redub =
                RedubBootstrap.application("redub-consumer")
                        .registry("zookeeper://" + zooKeeper.address() + "?file-cache=false")
                        .start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        redub.close();
        dubbo.close();
        zooKeeper.close();
    }

    @Test
    void redubCallsDubbo() {
        Depot depot =
                redub.refer(
                        ReferenceConfig.of(Depot.class).timeout(Duration.ofSeconds(10)).retries(0));

        DepotBean.check(depot, "dubbo-" + protocol + "-provider");
        if (protocol.equals("hessian")) {
            assertThatThrownBy(() -> depot.order("tea"))
                    .isInstanceOfSatisfying(
                            OutOfStock.class,
                            thrown -> assertThat(thrown.getMissing()).isEqualTo(3))
                    .hasMessage("no tea");
        } else {
            assertThatThrownBy(() -> depot.order("tea")).hasMessageContaining("no tea");
        }
    }

    @Test
    void dubboCallsRedub() {
        try (RegistryServer own = new RegistryServer();
                RedubBootstrap provider =
                        RedubBootstrap.application("redub-provider")
                                .registry("zookeeper://" + own.address() + "?file-cache=false")
                                .host(Side.LOOPBACK)
                                .protocol(protocol, 0, Map.of("bind.ip", "127.0.0.1"))
                                .service(
                                        ServiceConfig.of(
                                                Depot.class,
                                                new DepotBean("redub-provider", key -> key)))
                                .start();
                Peer dubboConsumer =
                        Peer.ofProtocols("dubbo-" + protocol + "-consumer", own.address())) {
            dubboConsumer.ask("check " + protocol + " redub-provider");

            assertThat(dubboConsumer.ask("order " + protocol)).contains("no tea");
        }
    }
}
