package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.interop.api.Depot;
import io.redub.interop.api.OutOfStock;
import io.redub.service.GenericService;
import io.redub.service.RpcContext;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The protocol {@code rmi} of Dubbo 2.7, found through ZooKeeper, and Spring's RMI without it. */
class RmiPeersTest {
    private static RegistryServer zooKeeper;
    private static Peer peer;
    private static RedubBootstrap redub;

    @BeforeAll
    static void start() {
        zooKeeper = new RegistryServer();
        peer = Peer.ofProtocols("dubbo-rmi-provider", zooKeeper.address());
        peer.ask("export rmi");
        redub =
                RedubBootstrap.application("redub-consumer")
                        .registry("zookeeper://" + zooKeeper.address() + "?file-cache=false")
                        .start();
    }

    @AfterAll
    static void stop() {
        redub.close();
        peer.close();
        zooKeeper.close();
    }

    private static ReferenceConfig<Depot> reference() {
        return ReferenceConfig.of(Depot.class).timeout(Duration.ofSeconds(10)).retries(0);
    }

    private static void checkAll(Depot depot) {
        DepotBean.check(depot, "dubbo-rmi-provider");
        assertThatThrownBy(() -> depot.order("tea"))
                .isInstanceOfSatisfying(
                        OutOfStock.class, thrown -> assertThat(thrown.getMissing()).isEqualTo(3))
                .hasMessage("no tea");
    }

    @Test
    void redubCallsDubboWithAttachments() {
        Depot depot = redub.refer(reference());

        checkAll(depot);
        RpcContext.get().attach("shelf", "top");
        assertThat(depot.attached("shelf")).isEqualTo("top");
    }

    @Test
    void redubCallsAnInterfaceOfDubboThatItDoesNotHave() {
        GenericService depot =
                redub.refer(
                        ReferenceConfig.generic(Depot.class.getName())
                                .timeout(Duration.ofSeconds(10)));

        assertThat(depot.$invoke("twice", new String[] {"long"}, new Object[] {21L}))
                .isEqualTo(42L);
    }

    @Test
    void redubCallsSpring() {
        String port = peer.ask("export spring");

        checkAll(redub.refer(reference().url("rmi://127.0.0.1:" + port + "/depot")));
    }

    @Test
    void dubboAndSpringCallRedub() {
        int port = Ports.free();
        try (RegistryServer own = new RegistryServer();
                RedubBootstrap provider =
                        RedubBootstrap.application("redub-provider")
                                .registry("zookeeper://" + own.address() + "?file-cache=false")
                                .host(Side.LOOPBACK)
                                .protocol("rmi", port)
                                .service(
                                        ServiceConfig.of(
                                                Depot.class,
                                                new DepotBean(
                                                        "redub-provider",
                                                        key ->
                                                                (String)
                                                                        RpcContext.get()
                                                                                .attachment(key))))
                                .start();
                Peer consumer = Peer.ofProtocols("dubbo-rmi-consumer", own.address())) {
            String outOfStock = OutOfStock.class.getName() + ": no tea";
            consumer.ask("check rmi redub-provider");
            assertThat(consumer.ask("order rmi")).isEqualTo(outOfStock);
            assertThat(consumer.ask("attached rmi shelf top")).isEqualTo("top");
            assertThat(consumer.ask("generic rmi")).isEqualTo("42");

            String address = "rmi://127.0.0.1:" + port + "/" + Depot.class.getName();
            consumer.ask("check " + address + " redub-provider");
            assertThat(consumer.ask("order " + address)).isEqualTo(outOfStock);
        }
    }
}
