package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services under several protocols and ports, in several registries, late, locally, or not. */
class AssemblyTest {
    /** Tells which thread and which provider answers. */
    public interface Who {
        String thread();

        String secret(String word);

        void watch(Watcher watcher);
    }

    /** Is called back. */
    public interface Watcher {
        void seen(String what);
    }

    private static final Who WHO =
            new Who() {
                @Override
                public String thread() {
                    return Thread.currentThread().getName();
                }

                @Override
                public String secret(String word) {
                    return word;
                }

                @Override
                public void watch(Watcher watcher) {
                    watcher.seen("x");
                }
            };

    @TempDir private static Path folder;
    private static EmbeddedZooKeeper first;
    private static EmbeddedZooKeeper second;

    @BeforeAll
    static void start() throws Exception {
        first = EmbeddedZooKeeper.start(folder.resolve("first"), "127.0.0.1", 0);
        second = EmbeddedZooKeeper.start(folder.resolve("second"), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    private static RedubBootstrap bootstrap(String name) {
        return RedubBootstrap.application(name).host("127.0.0.1").shutdownWait(Duration.ZERO);
    }

    private static RegistryConfig registry(String id, EmbeddedZooKeeper server) {
        return RegistryConfig.of("zookeeper://" + server.connectString())
                .id(id)
                .set("file-cache", "false");
    }

    private static ServiceConfig<Who> who(String group) {
        return ServiceConfig.of(Who.class, WHO).group(group);
    }

    private static ReferenceConfig<Who> reference(String group) {
        return ReferenceConfig.of(Who.class).group(group).scope("remote");
    }

    private static List<String> entries(EmbeddedZooKeeper server, String group) throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
            client.start();
            String path = "/dubbo/" + io.redub.url.URL.encode(Who.class.getName()) + "/providers";
            if (client.checkExists().forPath(path) == null) {
                return List.of();
            }
            return client.getChildren().forPath(path).stream()
                    .map(io.redub.url.URL::decode)
                    .filter(url -> url.contains("group=" + group + "&"))
                    .toList();
        }
    }

    @Test
    void aServiceIsExportedUnderTheProtocolsItNames() throws Exception {
        try (RedubBootstrap provider =
                        bootstrap("ports")
                                .registry(registry("one", first))
                                .protocol(ProtocolConfig.of("dubbo").id("inner").port(0))
                                .protocol(ProtocolConfig.of("dubbo").id("outer").port(0))
                                .service(who("both"))
                                .service(who("outer").protocols("outer"))
                                .start();
                RedubBootstrap consumer = bootstrap("c").registry(registry("one", first)).start()) {
            assertThat(provider.port("inner")).isNotEqualTo(provider.port("outer"));
            assertThat(entries(first, "both")).hasSize(2);
            assertThat(entries(first, "outer"))
                    .singleElement()
                    .asString()
                    .startsWith("dubbo://127.0.0.1:" + provider.port("outer") + "/");
            assertThat(consumer.refer(reference("outer")).secret("x")).isEqualTo("x");
        }
    }

    @Test
    void aServiceIsEnteredIntoTheRegistriesItNames() throws Exception {
        try (RedubBootstrap provider =
                        bootstrap("registries")
                                .registry(registry("one", first))
                                .registry(registry("two", second))
                                .registry(registry("spare", second).isDefault(false))
                                .protocol("dubbo", 0)
                                .service(who("everywhere"))
                                .service(who("two").registries("two"))
                                .service(who("nowhere").registries("N/A"))
                                .service(who("unregistered").register(false))
                                .start();
                RedubBootstrap consumer =
                        bootstrap("c")
                                .registry(registry("one", first))
                                .registry(registry("two", second))
                                .start()) {
            assertThat(entries(first, "everywhere")).hasSize(1);
            assertThat(entries(second, "everywhere")).hasSize(1);
            assertThat(entries(first, "two")).isEmpty();
            assertThat(entries(second, "two")).hasSize(1);
            for (String group : List.of("nowhere", "unregistered")) {
                assertThat(entries(first, group)).isEmpty();
                assertThat(entries(second, group)).isEmpty();
            }
            assertThat(consumer.refer(reference("two")).secret("x")).isEqualTo("x");
            assertThatThrownBy(() -> consumer.refer(reference("two").registries("one")))
                    .hasMessageContaining("no provider");
            String direct = "dubbo://127.0.0.1:" + provider.port("dubbo");
            assertThat(consumer.refer(reference("nowhere").url(direct)).secret("x")).isEqualTo("x");
        }
    }

    @Test
    void aDelayedServiceComesLater() throws Exception {
        try (RedubBootstrap provider =
                        bootstrap("late")
                                .registry(registry("one", first))
                                .protocol("dubbo", 0)
                                .service(who("prompt"))
                                .service(who("late").delay(Duration.ofMillis(700)))
                                .start();
                RedubBootstrap consumer = bootstrap("c").registry(registry("one", first)).start()) {
            assertThat(entries(first, "prompt")).hasSize(1);
            assertThat(entries(first, "late")).isEmpty();
            Who late = consumer.refer(reference("late").check(false));
            await().ignoreExceptionsInstanceOf(RpcException.class)
                    .untilAsserted(() -> assertThat(late.secret("x")).isEqualTo("x"));
            assertThat(entries(first, "late")).hasSize(1);
        }
        assertThat(entries(first, "late")).isEmpty();
    }

    @Test
    void aServiceThatIsStoppedBeforeItsDelayIsOverNeverComes() {
        RedubBootstrap provider =
                bootstrap("never")
                        .protocol("dubbo", 0)
                        .service(who("never").delay(Duration.ofMinutes(1)))
                        .start();
        provider.close();
        assertThatThrownBy(() -> provider.port("dubbo"))
                .hasMessageContaining("nothing is exported");
    }

    @Test
    void exportFalseExportsNothing() {
        try (RedubBootstrap provider =
                bootstrap("quiet")
                        .protocol("dubbo", 0)
                        .service(who("quiet").set("export", "false"))
                        .start()) {
            assertThatThrownBy(() -> provider.port("dubbo"))
                    .hasMessageContaining("nothing is exported under 'dubbo'");
        }
    }

    @Test
    void portMinusOneIsTheNextFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            try {
                taken.bind(new java.net.InetSocketAddress(InetAddress.getByName("0.0.0.0"), 20880));
            } catch (java.net.BindException already) {
                // As good: somebody else holds it.
                assertThat(already).isNotNull();
            }
            try (RedubBootstrap provider =
                    bootstrap("next").protocol("dubbo", -1).service(who("next")).start()) {
                assertThat(provider.port("dubbo")).isGreaterThan(20880);
            }
        }
    }

    @Test
    void aServiceOfTheSameBootstrapIsCalledWithoutAConnection() {
        try (RedubBootstrap redub =
                bootstrap("both")
                        .protocol("dubbo", 0)
                        .service(who("here").set("token", "true"))
                        .start()) {
            Who local = redub.refer(ReferenceConfig.of(Who.class).group("here"));
            assertThat(local.thread()).isEqualTo(Thread.currentThread().getName());
            String address = "dubbo://127.0.0.1:" + redub.port("dubbo");
            Who remote = redub.refer(reference("here").url(address));
            assertThatThrownBy(remote::thread)
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.UNAUTHORIZED));
        }
    }

    @Test
    void scopeSaysWhetherAServiceIsLocalOrRemote() throws Exception {
        try (RedubBootstrap redub =
                bootstrap("scopes")
                        .registry(registry("one", first))
                        .protocol("dubbo", 0)
                        .service(who("local").set("scope", "local"))
                        .service(who("remote").set("scope", "remote"))
                        .service(who("any"))
                        .start()) {
            assertThat(entries(first, "local")).isEmpty();
            String here = Thread.currentThread().getName();
            ReferenceConfig<Who> reference = ReferenceConfig.of(Who.class);
            assertThat(redub.refer(reference.group("local")).thread()).isEqualTo(here);
            assertThat(redub.refer(reference.group("remote")).thread()).isNotEqualTo(here);
            assertThat(redub.refer(reference.group("any").scope("remote")).thread())
                    .isNotEqualTo(here);
            assertThat(redub.refer(reference.group("any").set("injvm", "false")).thread())
                    .isNotEqualTo(here);
            assertThatThrownBy(() -> redub.refer(reference.group("none").scope("local")))
                    .hasMessageContaining("in this bootstrap");
        }
    }

    @Test
    void aServiceOfAnotherBootstrapIsNotLocal() {
        try (RedubBootstrap provider =
                        bootstrap("a").protocol("dubbo", 0).service(who("other")).start();
                RedubBootstrap consumer = bootstrap("b").start()) {
            assertThat(provider.refer(ReferenceConfig.of(Who.class).group("other")).secret("x"))
                    .isEqualTo("x");
            assertThatThrownBy(() -> consumer.refer(ReferenceConfig.of(Who.class).group("other")))
                    .hasMessageContaining("neither a registry nor a url");
        }
    }

    @Test
    void elementsMayComeFromPropertiesAlone() throws Exception {
        Map<String, String> properties =
                Map.of(
                        "dubbo.application.name",
                        "from-properties",
                        "dubbo.registry.address",
                        "zookeeper://" + first.connectString(),
                        "dubbo.registry.fileCache",
                        "false",
                        "dubbo.protocols.p1.name",
                        "dubbo",
                        "dubbo.protocols.p1.port",
                        "0",
                        "dubbo.protocols.p2.name",
                        "dubbo",
                        "dubbo.protocols.p2.port",
                        "0",
                        "dubbo.provider.parameters.my.key",
                        "mine",
                        "dubbo.service." + Who.class.getName() + ".secret.timeout",
                        "2s");
        try (RedubBootstrap redub =
                RedubBootstrap.create()
                        .properties(properties, name -> "application.yml")
                        .host("127.0.0.1")
                        .shutdownWait(Duration.ZERO)
                        .service(who("propertied"))
                        .start()) {
            assertThat(redub.port("p1")).isNotEqualTo(redub.port("p2"));
            assertThat(entries(first, "propertied"))
                    .hasSize(2)
                    .allSatisfy(
                            url ->
                                    assertThat(url)
                                            .contains(
                                                    "application=from-properties",
                                                    "my.key=mine",
                                                    "secret.timeout=2000"));
        }
    }

    @Test
    void aHiddenParameterIsNotRegistered() throws Exception {
        ConfigElement service =
                ConfigElement.of(ElementKind.SERVICE)
                        .set("group", "hidden")
                        .add(
                                ConfigElement.of(ElementKind.PARAMETER)
                                        .set("key", "mine")
                                        .set("value", "1")
                                        .set("hide", "true"))
                        .parameter("shown", "2")
                        .add(
                                ConfigElement.of(ElementKind.METHOD)
                                        .set("name", "watch")
                                        .set("retry", "false")
                                        .add(
                                                ConfigElement.of(ElementKind.ARGUMENT)
                                                        .set("type", Watcher.class.getName())
                                                        .set("callback", "true")));
        try (RedubBootstrap redub =
                bootstrap("hides")
                        .registry(registry("one", first))
                        .protocol("dubbo", 0)
                        .service(ServiceConfig.of(Who.class, WHO, service))
                        .start()) {
            assertThat(redub.port("dubbo")).isPositive();
            assertThat(entries(first, "hidden"))
                    .singleElement()
                    .asString()
                    .contains("shown=2", "watch.retries=0", "watch.0.callback=true")
                    .doesNotContain("mine=1");
        }
    }

    @Test
    void consumersAndProvidersHaveDefaultsByIdOrForAll() {
        ConfigElement all = ConfigElement.of(ElementKind.PROVIDER).set("timeout", "4000");
        ConfigElement slow =
                ConfigElement.of(ElementKind.PROVIDER)
                        .set("id", "slow")
                        .set("default", "false")
                        .set("timeout", "9000");
        ConfigElement consumer = ConfigElement.of(ElementKind.CONSUMER).set("retries", "5");
        try (RedubBootstrap redub = bootstrap("defaults").add(all).add(slow).add(consumer)) {
            redub.service(who("usual"))
                    .service(who("slow").set("provider", "slow"))
                    .reference(reference("any"));
            Explanation timeouts = redub.explain().setting("timeout");
            assertThat(timeouts.about("usual/").lines().get(0).winner().value()).isEqualTo("4000");
            assertThat(timeouts.about("slow/").lines().get(0).winner().value()).isEqualTo("9000");
            Explanation retries = redub.explain().about("reference any/").setting("retries");
            assertThat(retries.lines().get(0).winner().value()).isEqualTo("5");
        }
    }
}
