package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.extension.ExtensionLoader;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which fault policy a method has, and who may say so. */
class FaultPoliciesTest {
    /** What is called. */
    public interface Menu {
        List<String> dishes();

        int price(String dish);

        void order(String dish);
    }

    private static final class MenuBean implements Menu {
        private final String name;
        private final AtomicInteger calls = new AtomicInteger();

        MenuBean(String name) {
            this.name = name;
        }

        @Override
        public List<String> dishes() {
            calls.incrementAndGet();
            return new ArrayList<>(List.of(name));
        }

        @Override
        public int price(String dish) {
            calls.incrementAndGet();
            try {
                Thread.sleep(400);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 7;
        }

        @Override
        public void order(String dish) {
            calls.incrementAndGet();
            throw new IllegalStateException(name + " is closed");
        }
    }

    private final List<RedubBootstrap> open = new ArrayList<>();
    private final MenuBean bean = new MenuBean("soup");

    @AfterEach
    void close() {
        open.forEach(RedubBootstrap::close);
    }

    private RedubBootstrap started(RedubBootstrap bootstrap) {
        RedubBootstrap running = bootstrap.start();
        open.add(0, running);
        return running;
    }

    private RedubBootstrap provider(
            MenuBean served, UnaryOperator<ServiceConfig<Menu>> settings, String... registries) {
        RedubBootstrap provider =
                RedubBootstrap.application("kitchen")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .shutdownWait(Duration.ZERO)
                        .service(settings.apply(ServiceConfig.of(Menu.class, served)));
        for (String registry : registries) {
            provider.registry(registry);
        }
        return started(provider);
    }

    private RedubBootstrap consumer(String... registries) {
        RedubBootstrap consumer = RedubBootstrap.application("guest").shutdownWait(Duration.ZERO);
        for (String registry : registries) {
            consumer.registry(registry);
        }
        return started(consumer);
    }

    private static String url(RedubBootstrap provider) {
        return "dubbo://127.0.0.1:" + provider.port("dubbo");
    }

    private ReferenceConfig<Menu> menu() {
        return ReferenceConfig.of(Menu.class)
                .timeout(Duration.ofMillis(100))
                .url(url(provider(bean, it -> it)));
    }

    @Test
    void whatFailsSafelyIsZeroNotNull() {
        Menu menu = consumer().refer(menu().cluster("failsafe"));
        assertThat(menu.price("soup")).isZero();
        assertThatThrownBy(() -> menu.order("soup")).hasMessage("soup is closed");
    }

    @Test
    void aMethodMayHaveAPolicyOfItsOwn() {
        Menu menu = consumer().refer(menu().method("price", m -> m.cluster("failsafe")));
        assertThat(menu.price("soup")).isZero();
        Menu other =
                consumer()
                        .refer(
                                menu().cluster("failsafe")
                                        .method("price", m -> m.cluster("failfast")));
        assertThatThrownBy(() -> other.price("soup")).isInstanceOf(RpcException.class);
    }

    @Test
    void aProviderChoosesThePolicyOfItsConsumers(@TempDir Path folder) throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder, 0)) {
            String registry = "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false";
            provider(bean, it -> it.set("cluster", "failsafe").set("timeout", "100"), registry);
            RedubBootstrap consumer = consumer(registry);
            Menu menu = consumer.refer(ReferenceConfig.of(Menu.class));
            assertThat(menu.price("soup")).isZero();
            Menu own = consumer.refer(ReferenceConfig.of(Menu.class).cluster("failfast"));
            assertThatThrownBy(() -> own.price("soup")).isInstanceOf(RpcException.class);
        }
    }

    @Test
    void aWrongSettingOfAProviderIsLeftOutAndOneOfTheConsumerIsAnError(@TempDir Path folder)
            throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder, 0)) {
            String registry = "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false";
            URL offer =
                    URL.valueOf(url(provider(bean, it -> it)))
                            .withPath(Menu.class.getName())
                            .addParameter("interface", Menu.class.getName())
                            .addParameter("cluster", "forking")
                            .addParameter("forks", "many");
            try (Registry connection =
                    ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                            .getAdaptiveExtension()
                            .connect(URL.valueOf(registry))) {
                connection.register(offer);
                Menu menu = consumer(registry).refer(ReferenceConfig.of(Menu.class));
                assertThat(menu.dishes()).containsExactly("soup");
            }
        }
        assertThatThrownBy(
                        () ->
                                consumer()
                                        .refer(
                                                menu().cluster("broadcast")
                                                        .parameter(
                                                                "broadcast.fail.percent", "150")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("broadcast.fail.percent: '150' (expected: 0..100)");
        assertThatThrownBy(() -> consumer().refer(menu().cluster("failnever")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("failnever");
        assertThatThrownBy(() -> consumer().refer(menu().parameter("circuit.breaker", "true")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("is redub-cluster-resilience4j on the class path?");
    }

    @Test
    void dubbosLooserDefaultIsOneSetting() {
        Menu menu = consumer().refer(menu().parameter("retry.after.send", "true"));
        assertThatThrownBy(() -> menu.price("soup")).hasMessageContaining("tried 3 times");
        await().until(() -> bean.calls.get() == 3);
        Menu strict = consumer().refer(menu().retries(5).parameter("retry.after.send", "false"));
        assertThatThrownBy(() -> strict.price("soup"))
                .isInstanceOf(RpcException.class)
                .hasMessageNotContaining("tried");
    }

    @Test
    void aCallMaySayHowOftenItIsTried() {
        Menu menu = consumer().refer(menu());
        RpcContext.get().attach("retries", 1);
        assertThatThrownBy(() -> menu.price("soup")).hasMessageContaining("tried 2 times");
    }

    @Test
    void severalGroupsGiveOneAnswer(@TempDir Path folder) throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder, 0)) {
            String registry = "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false";
            provider(bean, it -> it.group("day"), registry);
            provider(new MenuBean("fish"), it -> it.group("night"), registry);
            provider(new MenuBean("cake"), it -> it, registry);
            RedubBootstrap consumer = consumer(registry);
            Menu both =
                    consumer.refer(
                            ReferenceConfig.of(Menu.class)
                                    .group("day,night")
                                    .method("dishes", m -> m.parameter("merger", "true")));
            assertThat(both.dishes()).containsExactly("soup", "fish");
            Menu all =
                    consumer.refer(
                            ReferenceConfig.of(Menu.class)
                                    .group("*")
                                    .method("dishes", m -> m.parameter("merger", ".addAll")));
            assertThat(all.dishes()).contains("soup", "fish");
            Menu one = consumer.refer(ReferenceConfig.of(Menu.class).group("day,night"));
            assertThat(one.dishes()).hasSize(1);
            assertThatThrownBy(
                            () ->
                                    consumer.refer(
                                            ReferenceConfig.of(Menu.class)
                                                    .group("*")
                                                    .method(
                                                            "price",
                                                            m -> m.parameter("merger", "true"))))
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("method price: merger: 'true' does not merge int");
        }
    }

    @Test
    void aCallGoesToTheZoneItNames(@TempDir Path folder) throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder, 0)) {
            String base = "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false";
            provider(bean, it -> it, base + "&group=east");
            provider(new MenuBean("fish"), it -> it, base + "&group=west");
            RedubBootstrap consumer =
                    consumer(base + "&group=east&zone=e", base + "&group=west&zone=w");
            Menu menu = consumer.refer(ReferenceConfig.of(Menu.class));
            Set<String> seen = new HashSet<>();
            await().until(() -> seen.addAll(menu.dishes()) && seen.size() == 2);
            for (int i = 0; i < 10; i++) {
                RpcContext.get().attach("registry_zone", "w");
                assertThat(menu.dishes()).containsExactly("fish");
            }
            RpcContext.get().attach("registry_zone", "x").attach("registry_zone_force", "true");
            assertThatThrownBy(menu::dishes)
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.NO_PROVIDER));
            Menu preferring =
                    consumer(base + "&group=east&preferred=true", base + "&group=west")
                            .refer(ReferenceConfig.of(Menu.class));
            for (int i = 0; i < 20; i++) {
                assertThat(preferring.dishes()).containsExactly("soup");
            }
        }
    }
}
