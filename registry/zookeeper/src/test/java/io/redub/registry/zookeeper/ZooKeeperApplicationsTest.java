package io.redub.registry.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.registry.ApplicationInstance;
import io.redub.registry.ApplicationRegistry;
import io.redub.registry.Registry;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nodes that make consumers of Dubbo 3 find a provider by its application. */
class ZooKeeperApplicationsTest {
    private static final ApplicationInstance INSTANCE = instance("shop", "a46d");

    @TempDir Path data;

    private final List<Registry> open = new ArrayList<>();
    private EmbeddedZooKeeper server;
    private CuratorFramework peer;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedZooKeeper.start(data, 0);
        peer = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        peer.start();
    }

    @AfterEach
    void stop() {
        open.forEach(Registry::close);
        peer.close();
        server.close();
    }

    private static ApplicationInstance instance(String application, String revision) {
        return new ApplicationInstance(
                application,
                "192.0.2.2",
                20893,
                "dubbo",
                revision,
                Map.of("version", "1.0.0", "port", "20893", "protocol", "dubbo"));
    }

    private Registry connect() {
        Registry registry =
                new ZooKeeperRegistryFactory()
                        .connect(
                                URL.valueOf(
                                        "zookeeper://"
                                                + server.connectString()
                                                + "?file-cache=false&retry.period=200"));
        open.add(registry);
        return registry;
    }

    private String read(String path) throws Exception {
        return peer.checkExists().forPath(path) == null
                ? "none"
                : new String(peer.getData().forPath(path), StandardCharsets.UTF_8);
    }

    @Test
    void theInstanceIsTheJsonThatDubboReads() {
        assertThat(new String(InstanceJson.of(INSTANCE, 1795387890610L), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"name":"shop","id":"192.0.2.2:20893","address":"192.0.2.2","port":20893,\
                        "sslPort":null,"payload":{\
                        "@class":"org.apache.dubbo.registry.zookeeper.ZookeeperInstance",\
                        "id":"192.0.2.2:20893","name":"shop","metadata":{\
                        "dubbo.endpoints":"[{\\"port\\":20893,\\"protocol\\":\\"dubbo\\"}]",\
                        "dubbo.metadata-service.url-params":"{\\"port\\":\\"20893\\",\
                        \\"protocol\\":\\"dubbo\\",\\"version\\":\\"1.0.0\\"}",\
                        "dubbo.metadata.revision":"a46d","dubbo.metadata.storage-type":"local",\
                        "meta-v":"1.0.0","timestamp":"1795387890610"}},\
                        "registrationTimeUTC":1795387890610,"serviceType":"DYNAMIC",\
                        "uriSpec":null}""");
    }

    @Test
    void publishingWritesInstanceAndMappingAndWithdrawingLeavesTheMapping() throws Exception {
        ApplicationRegistry applications = connect().applications();

        applications.publish(INSTANCE, Set.of("demo.Echo"));
        assertThat(read("/services/shop/192.0.2.2:20893")).contains("\"a46d\"");
        assertThat(peer.checkExists().forPath("/services/shop/192.0.2.2:20893").getEphemeralOwner())
                .isPositive();
        assertThat(read("/dubbo/mapping/demo.Echo")).isEqualTo("shop");

        applications.publish(instance("shop", "b57e"), Set.of("demo.Echo", "demo.More"));
        assertThat(read("/services/shop/192.0.2.2:20893")).contains("\"b57e\"");
        assertThat(read("/dubbo/mapping/demo.Echo")).isEqualTo("shop");
        assertThat(read("/dubbo/mapping/demo.More")).isEqualTo("shop");

        applications.withdraw(INSTANCE);
        assertThat(read("/services/shop/192.0.2.2:20893")).isEqualTo("none");
        assertThat(read("/dubbo/mapping/demo.Echo")).isEqualTo("shop");
    }

    @Test
    void noNameIsLostWhenManyApplicationsAppendAtOnce() throws Exception {
        List<CompletableFuture<Void>> running =
                IntStream.range(0, 6)
                        .mapToObj(
                                i -> {
                                    ApplicationRegistry applications = connect().applications();
                                    return CompletableFuture.runAsync(
                                            () ->
                                                    applications.publish(
                                                            instance("app" + i, "r"),
                                                            Set.of("demo.Echo")));
                                })
                        .toList();
        running.forEach(CompletableFuture::join);

        assertThat(read("/dubbo/mapping/demo.Echo").split(","))
                .containsExactlyInAnyOrder("app0", "app1", "app2", "app3", "app4", "app5");
    }

    @Test
    void anInstanceComesBackWithTheServer() throws Exception {
        Registry registry = connect();
        registry.applications().publish(INSTANCE, Set.of("demo.Echo"));
        server.close();
        await().until(() -> !registry.available());
        registry.applications().publish(instance("shop", "b57e"), Set.of("demo.Echo"));

        server = EmbeddedZooKeeper.start(data, server.port());

        await().untilAsserted(
                        () ->
                                assertThat(read("/services/shop/192.0.2.2:20893"))
                                        .contains("\"b57e\""));
    }
}
