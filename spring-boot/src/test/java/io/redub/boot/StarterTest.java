package io.redub.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redub.boot.consumer.Consumer;
import io.redub.boot.provider.Provider;
import io.redub.config.Overview;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.spring.RedubLifecycle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportResource;

/** Applications of Spring Boot, a real registry, real connections. */
class StarterTest {
    @TempDir private static Path folder;
    private static EmbeddedZooKeeper registry;

    @BeforeAll
    static void start() throws Exception {
        registry = EmbeddedZooKeeper.start(folder, "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static ConfigurableApplicationContext run(
            List<Class<?>> sources, String file, String... arguments) {
        return run(sources, file, event -> {}, arguments);
    }

    private static ConfigurableApplicationContext run(
            List<Class<?>> sources,
            String file,
            ApplicationListener<AvailabilityChangeEvent<?>> listener,
            String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--spring.config.name=" + file);
        all.add("--test.registry=zookeeper://" + registry.connectString());
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .listeners(listener)
                .run(all.toArray(String[]::new));
    }

    @Test
    void aConsumerCallsAProviderBothNamedAfterTheirApplications() {
        try (var provider = run(List.of(Provider.class), "provider");
                var consumer = run(List.of(Consumer.class), "consumer")) {
            assertThat(consumer.getBean(Consumer.Desk.class).welcome("Ada"))
                    .isEqualTo("Hello Ada!");
            Overview overview = provider.getBean(RedubLifecycle.class).bootstrap().overview();
            assertThat(overview.application()).isEqualTo("greeting-provider");
            assertThat(overview.registries())
                    .containsExactly(new Overview.Registry(registry.connectString(), true));
        }
    }

    @Configuration
    static class Details {
        @Bean
        RegistryConnectionDetails details() {
            return () -> "zookeeper://" + registry.connectString();
        }
    }

    @Test
    void connectionDetailsWinOverProperties() {
        try (var provider =
                run(
                        List.of(Provider.class, Details.class),
                        "provider",
                        "--redub.registry.address=zookeeper://127.0.0.1:1")) {
            assertThat(provider.getBean(RedubLifecycle.class).bootstrap().overview().registries())
                    .containsExactly(new Overview.Registry(registry.connectString(), true));
        }
    }

    @Test
    void whatIsWrongInAFileIsToldWithItsLine() {
        assertThatThrownBy(() -> run(List.of(Provider.class), "wrong"))
                .hasStackTraceContaining("wrong.yml:5")
                .hasStackTraceContaining("'70000'");
    }

    @Configuration
    @ImportResource("references.xml")
    static class Xml {}

    @Test
    void dubboXmlAndDubboPropertiesAreRead() {
        try (var provider = run(List.of(Provider.class), "provider");
                var consumer = run(List.of(EmptyApplication.class, Xml.class), "dubbo")) {
            assertThat(consumer.getBean("greeter", Greeter.class).greet("Xml"))
                    .isEqualTo("Hello Xml");
            assertThat(endpoint(consumer).read("Greeter", "timeout").toString())
                    .contains("value=4321", "dubbo.yml:8", "references.xml:8");
        }
    }

    @Configuration
    @org.springframework.boot.autoconfigure.EnableAutoConfiguration
    static class EmptyApplication {}

    private static RedubEndpoint endpoint(ConfigurableApplicationContext context) {
        return new RedubEndpoint(context.getBean(RedubLifecycle.class));
    }

    @Test
    void theEndpointListsAndExplains() {
        try (var provider = run(List.of(Provider.class), "provider");
                var consumer = run(List.of(Consumer.class), "consumer")) {
            Overview overview = (Overview) endpoint(consumer).read(null, null);
            assertThat(overview.references())
                    .singleElement()
                    .satisfies(
                            each ->
                                    assertThat(each.providers())
                                            .singleElement()
                                            .matches(Overview.Provider::available));
            Object explained = endpoint(consumer).read(Greeter.class.getName(), "timeout");
            assertThat(explained.toString()).contains("value=1234", "consumer.yml:8");
        }
    }

    @Test
    void healthTellsOfRegistriesAndExports() {
        HealthIndicator health;
        try (var provider = run(List.of(Provider.class), "provider")) {
            health = provider.getBean("redubHealthIndicator", HealthIndicator.class);
            assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
            assertThat(health.health().getDetails())
                    .containsEntry("exported", 1L)
                    .containsEntry("registries", Map.of(registry.connectString(), "connected"));
        }
        assertThat(health.health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    void metersCountCallsAndFailuresOfBothSides() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (var provider = run(List.of(Provider.class), "provider");
                var consumer = run(List.of(Consumer.class), "consumer")) {
            new RedubMeters(consumer.getBean(RedubLifecycle.class)).bindTo(meters);
            new RedubMeters(provider.getBean(RedubLifecycle.class)).bindTo(meters);
            Consumer.Desk desk = consumer.getBean(Consumer.Desk.class);
            desk.welcome("a");
            desk.welcome("b");
            assertThatThrownBy(() -> desk.welcome("")).isInstanceOf(IllegalArgumentException.class);
            for (String side : List.of("consumer", "provider")) {
                // The provider counts after it has answered.
                await().untilAsserted(
                                () ->
                                        assertThat(
                                                        meters.get("redub.calls")
                                                                .tags(
                                                                        "side", side, "method",
                                                                        "greet")
                                                                .functionTimer()
                                                                .count())
                                                .isEqualTo(3));
                assertThat(
                                meters.get("redub.calls.failed")
                                        .tags("side", side, "method", "greet")
                                        .functionCounter()
                                        .count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void metersTellWhatTheLimiterDoes() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (var provider =
                        run(
                                List.of(Provider.class),
                                "provider",
                                "--redub.provider.limiter=adaptive");
                var consumer = run(List.of(Consumer.class), "consumer")) {
            new RedubMeters(provider.getBean(RedubLifecycle.class)).bindTo(meters);
            consumer.getBean(Consumer.Desk.class).welcome("a");
            assertThat(meters.get("redub.limiter.limit").tag("service", SERVICE).gauge().value())
                    .isGreaterThan(1);
            await().until(() -> meters.get("redub.limiter.active").gauge().value() == 0);
            for (String priority : List.of("critical", "normal", "sheddable")) {
                assertThat(
                                meters.get("redub.limiter.refused")
                                        .tags("service", SERVICE, "priority", priority)
                                        .functionCounter()
                                        .count())
                        .isZero();
            }
            assertThat(meters.get("redub.calls.dropped").tag("service", SERVICE).meter())
                    .isNotNull();
        }
    }

    private static final String SERVICE = Greeter.class.getName();

    @Test
    void anApplicationAcceptsTrafficOnlyWhileItsServicesAreRegistered() {
        List<Object> states = new java.util.concurrent.CopyOnWriteArrayList<>();
        ApplicationListener<AvailabilityChangeEvent<?>> listener =
                event -> {
                    if (event.getState() instanceof ReadinessState) {
                        states.add(event.getState());
                    }
                };
        try (var provider =
                run(
                        List.of(Provider.class),
                        "provider",
                        listener,
                        "--redub.service." + Greeter.class.getName() + ".delay=1500")) {
            ApplicationAvailability availability = provider.getBean(ApplicationAvailability.class);
            assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
            await().untilAsserted(
                            () ->
                                    assertThat(availability.getReadinessState())
                                            .isEqualTo(ReadinessState.ACCEPTING_TRAFFIC));
            assertThat(provider.getBean(RedubLifecycle.class).bootstrap().overview().complete())
                    .isTrue();
        }
        assertThat(states).last().isEqualTo(ReadinessState.REFUSING_TRAFFIC);
        assertThat(Stream.of(states.toArray()).distinct()).hasSize(2);
    }
}
