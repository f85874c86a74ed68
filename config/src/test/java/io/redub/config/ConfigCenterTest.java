package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from ZooKeeper, at the places where Dubbo's config centre has them. */
class ConfigCenterTest {
    /** The service whose settings are in the config centre. */
    public interface Clock {
        long now();
    }

    @TempDir private static Path folder;
    private static EmbeddedZooKeeper server;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedZooKeeper.start(folder.resolve("zookeeper"), "127.0.0.1", 0);
        address = server.connectString();
        put(
                "/dubbo/config/dubbo/dubbo.properties",
                "dubbo.provider.timeout=3000\ndubbo.provider.retries=3\n");
        put("/dubbo/config/shop/dubbo.properties", "dubbo.provider.timeout=2000\n");
        put("/elsewhere/config/mine/settings", "dubbo.provider.timeout=5000\n");
    }

    private static void put(String path, String text) throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(address, new RetryOneTime(100))) {
            client.start();
            client.create()
                    .creatingParentsIfNeeded()
                    .forPath(path, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RedubBootstrap bootstrap(String name) {
        return RedubBootstrap.application(name)
                .host("127.0.0.1")
                .protocol("dubbo", 0)
                .shutdownWait(Duration.ZERO)
                .service(ServiceConfig.of(Clock.class, () -> 1));
    }

    private static RegistryConfig registry() {
        return RegistryConfig.of("zookeeper://" + address).set("file-cache", "false");
    }

    private static String winner(RedubBootstrap redub, String setting) {
        return redub.explain().setting(setting).lines().get(0).winner().toString();
    }

    @Test
    void theApplicationsFileWinsOverTheFileOfAll() {
        try (RedubBootstrap redub = bootstrap("shop").registry(registry()).start()) {
            assertThat(winner(redub, "timeout"))
                    .startsWith("2000 from " + address + " config/shop/dubbo.properties line 1");
            assertThat(winner(redub, "retries"))
                    .startsWith("3 from " + address + " config/dubbo/dubbo.properties line 2");
        }
    }

    @Test
    void theFileOfAllWinsOverPropertiesOfTheApplication() {
        try (RedubBootstrap redub = bootstrap("other").registry(registry())) {
            redub.properties(Map.of("dubbo.provider.timeout", "9000"), name -> "a.properties");
            redub.start();
            assertThat(winner(redub, "timeout")).startsWith("3000 from " + address);
        }
    }

    @Test
    void aRegistryIsNoConfigCentreIfItShallNotBe() {
        RegistryConfig plain = registry().set("use-as-config-center", "false");
        try (RedubBootstrap redub = bootstrap("shop").registry(plain).start()) {
            assertThat(winner(redub, "timeout")).isEqualTo("1000 from default");
        }
    }

    @Test
    void aDeclaredConfigCentreIsReadInsteadOfTheRegistry() {
        ConfigElement center =
                ConfigElement.of(ElementKind.CONFIG_CENTER)
                        .set("address", "zookeeper://" + address)
                        .set("namespace", "elsewhere")
                        .set("group", "mine")
                        .set("config-file", "settings");
        try (RedubBootstrap redub = bootstrap("shop").registry(registry()).add(center).start()) {
            assertThat(winner(redub, "timeout"))
                    .startsWith("5000 from " + address + " config/mine/settings line 1");
        }
    }

    @Test
    void aDeclaredConfigCentreThatIsAwayIsAnErrorUnlessCheckIsOff() {
        ConfigElement center =
                ConfigElement.of(ElementKind.CONFIG_CENTER)
                        .set("address", "zookeeper://127.0.0.1:1")
                        .set("timeout", "2000");
        try (RedubBootstrap redub = bootstrap("shop").add(center)) {
            assertThatThrownBy(redub::start)
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("127.0.0.1:1 cannot be reached to read dubbo.properties");
        }
        try (RedubBootstrap redub = bootstrap("shop").add(center.set("check", "false"))) {
            redub.start();
        }
    }
}
