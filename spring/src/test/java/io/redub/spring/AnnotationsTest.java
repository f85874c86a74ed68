package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.test.methods.MethodGreeter;
import io.redub.service.GenericService;
import io.redub.spring.scanned.ScannedGreeter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Services and references by annotations. */
class AnnotationsTest {
    @RegisterExtension static final ZooKeeperServer ZOOKEEPER = new ZooKeeperServer();

    @Configuration
    @EnableRedub(scanBasePackageClasses = ScannedGreeter.class)
    static class Provider {
        @Bean
        @RedubService(
                group = "made",
                timeout = 700,
                methods = @RedubMethod(name = "slow", timeout = 5000))
        PoliteGreeter made() {
            PoliteGreeter greeter = new PoliteGreeter();
            greeter.setWord("Made");
            return greeter;
        }

        @Bean
        NoService other() {
            return new NoService();
        }
    }

    /** A bean that is none of ours. */
    static class NoService {}

    /** What a user writes. */
    static class Shop {
        @RedubReference(group = "scanned", version = "${greeter.version}")
        private Greeter scanned;

        private Greeter made;

        @RedubReference(group = "scanned", version = "1.2")
        private Greeter same;

        @RedubReference(interfaceName = "io.redub.spring.Greeter", group = "made")
        private GenericService generic;

        @RedubReference(group = "none", check = false, retries = 0)
        private Greeter missing;

        @RedubReference(
                group = "made",
                parameters = {"retries", "0"})
        void setMade(Greeter greeter) {
            made = greeter;
        }
    }

    @Configuration
    @EnableRedub(scanBasePackages = "${nothing.here:com.acme.none}")
    static class Consumer {
        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean
        @RedubReference(group = "made", timeout = 900)
        Greeter bean() {
            throw new IllegalStateException("Nobody calls this");
        }

        @Bean
        String usesTheBean(Greeter greeter) {
            return greeter.greet("bean");
        }
    }

    static AnnotationConfigApplicationContext start(String name, Class<?> type, String... more) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        Map<String, Object> properties = new java.util.HashMap<>();
        properties.put("redub.application.name", name);
        properties.put("dubbo.registry.address", "zookeeper://" + ZOOKEEPER.address());
        properties.put("redub.protocol.port", "0");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test properties", properties));
        context.register(type);
        try {
            context.refresh();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return context;
    }

    @Configuration
    @EnableRedub(scanBasePackageClasses = MethodGreeter.class)
    static class Methods {}

    @Test
    void settingsOfMethodsCountAtClassesAndFieldsToo() {
        try (AnnotationConfigApplicationContext context = start("methods", Methods.class)) {
            String explained =
                    context.getBean(RedubLifecycle.class)
                            .bootstrap()
                            .explain()
                            .method("slow")
                            .setting("timeout")
                            .toString();
            assertThat(explained).contains("timeout = 4444", "timeout = 3333");
        }
    }

    @Test
    void annotatedServicesAreCalledByAnnotatedReferences() throws Exception {
        try (var provider = start("provider", Provider.class);
                var consumer = start("consumer", Consumer.class, "greeter.version", "1.2")) {
            Shop shop = consumer.getBean(Shop.class);
            assertThat(shop.scanned.greet("you")).isEqualTo("Scanned, you");
            assertThat(shop.made.greet("you")).isEqualTo("Made, you");
            assertThat(shop.same).isSameAs(shop.scanned);
            assertThat(
                            shop.generic.$invoke(
                                    "greet",
                                    new String[] {"java.lang.String"},
                                    new Object[] {"all"}))
                    .isEqualTo("Made, all");
            assertThat(consumer.getBean("usesTheBean")).isEqualTo("Made, bean");
            // The method's own timeout is longer than that of its service.
            assertThat(shop.made.slow(1500)).isEqualTo("Made");
            assertThatThrownBy(() -> shop.missing.greet("you")).hasMessageContaining("no provider");
            assertThat(provider.getBean(RedubLifecycle.class).isRunning()).isTrue();
        }
    }

    @Test
    void propertiesWinOverAnnotationsAndSayWhereTheyStand() {
        try (var provider =
                start(
                        "explained",
                        Provider.class,
                        "redub.service.io.redub.spring.Greeter.timeout",
                        "1234")) {
            assertThat(provider.getBean(RedubLifecycle.class).bootstrap().explain().toString())
                    .contains("1234")
                    .contains("test properties (redub.service.io.redub.spring.Greeter.timeout)")
                    .contains("@RedubService of");
        }
    }

    @Configuration
    @EnableRedub
    static class Wrong {
        @Bean
        @RedubService(parameters = {"tiemout", "5", "retries", "many"})
        PoliteGreeter wrong() {
            return new PoliteGreeter();
        }

        @Bean
        @RedubService
        Object nothing() {
            return new Object();
        }
    }

    @Test
    void whatIsWrongWithAnAnnotationIsToldWithItsPlace() {
        assertThatThrownBy(() -> start("wrong", Wrong.class))
                .rootCause()
                .hasMessageContaining("'many'")
                .hasMessageContaining(
                        "@RedubService of io.redub.spring.PoliteGreeter made by wrong")
                .hasMessageContaining("interfaceClass")
                .hasMessageContaining("made by nothing");
    }

    @Test
    void xmlScansPackagesForAnnotatedClasses() {
        try (GenericXmlApplicationContext both =
                XmlContext.start(
                        "scan.xml",
                        XmlContext.beans(
                                "<dubbo:application name=\"scan\"/>",
                                "<dubbo:registry address=\"zookeeper://"
                                        + ZOOKEEPER.address()
                                        + "\"/>",
                                "<dubbo:protocol port=\"0\"/>",
                                "<dubbo:annotation package=\"com.acme.none, io.redub.spring.scanned\"/>",
                                "<dubbo:reference id=\"greeter\" interface=\"io.redub.spring.Greeter\""
                                        + " group=\"scanned\" version=\"1.2\" scope=\"remote\"/>"))) {
            assertThat(both.getBean("greeter", Greeter.class).greet("xml"))
                    .isEqualTo("Scanned, xml");
        }
    }
}
