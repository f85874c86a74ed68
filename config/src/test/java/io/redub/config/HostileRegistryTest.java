package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.redub.cluster.PolicyMemory;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.ServiceWorld;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.serialize.Touches;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who can write into the registry can offer a provider with any parameters. They choose no class
 * and no extension that acts in a consumer, and move none of its bounds.
 */
class HostileRegistryTest {
    /** What is offered. */
    public interface Offered {
        Object get(String key);
    }

    /** Parameters that take the name of a class, an extension or a script, in Dubbo or here. */
    private static final List<String> CHOOSING =
            List.of(
                    "mock",
                    "stub",
                    "local",
                    "cache",
                    "validation",
                    "filter",
                    "reference.filter",
                    "listener",
                    "invoker.listener",
                    "proxy",
                    "cluster",
                    "router",
                    "merger",
                    "transporter",
                    "client",
                    "server",
                    "codec",
                    "exchanger",
                    "dispatcher",
                    "compiler",
                    "logger",
                    "monitor",
                    "registry",
                    "class",
                    "script",
                    "rule",
                    "onreturn",
                    "onthrow",
                    "oninvoke",
                    "serialize.admit");

    private static Map<String, String> hostile() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String key : CHOOSING) {
            parameters.put(key, Touches.PROBE);
            parameters.put("get." + key, Touches.PROBE);
            parameters.put("default." + key, Touches.PROBE);
        }
        ServiceWorld.SETTINGS.forEach(key -> parameters.putIfAbsent(key, "2000000000"));
        parameters.put("serialize.unknown", "map");
        parameters.put("payload", "0");
        parameters.put("mock", "force:return " + Touches.PROBE);
        parameters.put("interface", Offered.class.getName());
        parameters.put("timestamp", "1");
        return parameters;
    }

    private static URL provider(int port) {
        return URL.of("dubbo", "127.0.0.1", port, Offered.class.getName(), hostile());
    }

    @Test
    void nothingThatChoosesCodeOrBoundsIsTakenOver() {
        URL consumer =
                URL.of("consumer", "127.0.0.1", 0, Offered.class.getName(), Map.of())
                        .addParameter("serialize.max.depth", "5")
                        .addParameter("cluster", "failover");
        ReferenceNodes nodes =
                new ReferenceNodes(ServiceModel.of(Offered.class), consumer, new PolicyMemory());
        Map<String, String> merged =
                nodes.merge(
                                provider(1)
                                        .addParameter("weight", "7")
                                        .addParameter("get.timeout", "70")
                                        .addParameter("x.own", "kept"))
                        .getParameters();
        assertThat(merged.values()).noneMatch(value -> value.contains(Touches.PROBE));
        assertThat(merged)
                .containsEntry("weight", "7")
                .containsEntry("get.timeout", "70")
                .containsEntry("x.own", "kept")
                .containsEntry("serialize.max.depth", "5")
                .containsEntry("cluster", "failover")
                .doesNotContainKeys("payload", "serialize.unknown", "serialize.max.elements");
    }

    @Test
    void aBuiltInFaultPolicyIsTakenOverAndNoOther() {
        URL consumer = URL.of("consumer", "127.0.0.1", 0, Offered.class.getName(), Map.of());
        ReferenceNodes nodes =
                new ReferenceNodes(ServiceModel.of(Offered.class), consumer, new PolicyMemory());
        URL offered = URL.of("dubbo", "127.0.0.1", 1, Offered.class.getName(), Map.of());
        assertThat(
                        nodes.merge(
                                        offered.addParameter("cluster", "failsafe")
                                                .addParameter("get.cluster", "forking")
                                                .addParameter("get.forks", "3"))
                                .getParameters())
                .containsEntry("cluster", "failsafe")
                .containsEntry("get.cluster", "forking")
                .containsEntry("get.forks", "3");
        assertThat(
                        nodes.merge(
                                        offered.addParameter("cluster", "mergeable")
                                                .addParameter("get.cluster", "mine")
                                                .addParameter("x.mock", "failsafe")
                                                .addParameter("failbacktasks", "2000000000")
                                                .addParameter("retry.budget", "-1"))
                                .getParameters())
                .doesNotContainKeys(
                        "cluster", "get.cluster", "x.mock", "failbacktasks", "retry.budget");
        assertThat(
                        new ReferenceNodes(
                                        ServiceModel.of(Offered.class),
                                        consumer.addParameter("cluster", "failfast"),
                                        new PolicyMemory())
                                .merge(offered.addParameter("cluster", "failsafe"))
                                .getParameters())
                .containsEntry("cluster", "failfast");
    }

    @Test
    void aLargerPayloadOfTheProviderHoldsForItsConsumersToo() {
        URL consumer = URL.of("consumer", "127.0.0.1", 0, Offered.class.getName(), Map.of());
        ReferenceNodes nodes =
                new ReferenceNodes(ServiceModel.of(Offered.class), consumer, new PolicyMemory());
        URL offered = URL.of("dubbo", "127.0.0.1", 1, Offered.class.getName(), Map.of());
        assertThat(nodes.merge(offered.addParameter("payload", "16777216")).getParameters())
                .containsEntry("payload", "16777216");
        for (String tooMuch : List.of("0", "-1", "67108865", "2147483648", "x")) {
            assertThat(nodes.merge(offered.addParameter("payload", tooMuch)).getParameters())
                    .as(tooMuch)
                    .doesNotContainKey("payload");
        }
    }

    @Test
    void aConsumerOfAHostileUrlLoadsNothingAndKeepsItsBounds(@TempDir Path folder)
            throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder.resolve("zk"), 0);
                HostileProvider provider = new HostileProvider()) {
            String address =
                    "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false&timeout=5000";
            Registry registry =
                    ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                            .getAdaptiveExtension()
                            .connect(URL.valueOf(address));
            registry.register(provider(provider.port()));
            try (RedubBootstrap consumer =
                    RedubBootstrap.application("consumer").registry(address).start()) {
                Offered offered =
                        consumer.refer(
                                ReferenceConfig.of(Offered.class)
                                        .parameter("serialize.max.depth", "20")
                                        .timeout(Duration.ofSeconds(10))
                                        .retries(0));
                provider.answerWith(20, Hessian.bytes(h -> h.raw(0x91).text("fine")));
                assertThat(offered.get("x")).isEqualTo("fine");

                provider.answerWith(20, Hessian.bytes(h -> h.raw(0x91).object(Touches.PROBE)));
                assertThat(refused(offered)).hasMessageContaining("is not admitted");
                provider.answerWith(
                        20,
                        Hessian.bytes(
                                h -> {
                                    h.raw(0x91);
                                    for (int i = 0; i < 40; i++) {
                                        h.list(1);
                                    }
                                    h.nothing();
                                }));
                assertThat(refused(offered)).hasMessageContaining("deeper than 20 levels");
                provider.answerWith(20, new byte[9 << 20]);
                assertThat(refused(offered)).hasMessageContaining("over the payload limit");
            } finally {
                registry.close();
            }
            assertThat(Touches.seen()).isEmpty();
        }
    }

    private static Throwable refused(Offered offered) {
        Throwable thrown = catchThrowable(() -> offered.get("x"));
        assertThat(thrown).isInstanceOf(RpcException.class);
        return thrown;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rmi", "ldap", "http", "file", "jndi", "script", "mock", "java.lang.Object"})
    void aSchemeThatIsNoProtocolHereIsLeftOut(String scheme) {
        URL consumer = URL.of("consumer", "127.0.0.1", 0, Offered.class.getName(), Map.of());
        ReferenceNodes nodes =
                new ReferenceNodes(ServiceModel.of(Offered.class), consumer, new PolicyMemory());
        assertThat(nodes.accepts(provider(1).withProtocol(scheme))).isFalse();
        assertThat(nodes.accepts(provider(1))).isTrue();
    }

    @Test
    void whatAProviderBoundsForItselfIsNotRegistered(@TempDir Path folder) throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder.resolve("zk"), 0)) {
            String address =
                    "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false&timeout=5000";
            try (RedubBootstrap provider =
                    RedubBootstrap.application("modest")
                            .registry(address)
                            .protocol("dubbo", 0)
                            .host("127.0.0.1")
                            .shutdownWait(Duration.ZERO)
                            .service(
                                    ServiceConfig.of(Offered.class, key -> key)
                                            .parameter("serialize.max.depth", "50")
                                            .parameter("x.own", "kept"))
                            .start()) {
                Registry registry =
                        ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                                .getAdaptiveExtension()
                                .connect(URL.valueOf(address));
                List<URL> registered = new CopyOnWriteArrayList<>();
                registry.subscribe(
                        URL.of(
                                "consumer",
                                "127.0.0.1",
                                0,
                                Offered.class.getName(),
                                Map.of(
                                        "interface",
                                        Offered.class.getName(),
                                        "category",
                                        "providers")),
                        (category, urls) -> registered.addAll(urls));
                await().untilAsserted(
                                () ->
                                        assertThat(registered)
                                                .anyMatch(url -> url.hasParameter("x.own")));
                assertThat(registered)
                        .allSatisfy(
                                url ->
                                        assertThat(url.getParameters().keySet())
                                                .noneMatch(key -> key.startsWith("serialize.")));
                registry.close();
            }
        }
    }
}
