package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.config.RedubBootstrap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** Services end first, references last. */
class StopOrderTest {
    @RegisterExtension static final ZooKeeperServer ZOOKEEPER = new ZooKeeperServer();

    @Configuration
    @EnableRedub(scanBasePackages = "com.acme.none")
    static class Application {
        @Bean
        @RedubService
        Greeter greeter() {
            PoliteGreeter greeter = new PoliteGreeter();
            greeter.setWord("Hello");
            return greeter;
        }

        @Bean
        Server server(ApplicationContext context) {
            return new Server(context);
        }

        @Bean
        RedubCustomizer customizer() {
            return bootstrap ->
                    bootstrap.properties(Map.of("redub.protocol.port", "0"), name -> "customizer");
        }
    }

    /** As a web server it stops after the services, and still calls. */
    static class Server implements SmartLifecycle {
        private final ApplicationContext context;
        private boolean running;
        private String answer;
        private boolean serving = true;

        @RedubReference(scope = "local")
        private Greeter greeter;

        Server(ApplicationContext context) {
            this.context = context;
        }

        private RedubBootstrap bootstrap() {
            return context.getBean(RedubLifecycle.class).bootstrap();
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            answer = greeter.greet("last");
            serving = bootstrap().overview().serving();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 2048;
        }
    }

    @Test
    void whatStopsAfterTheServicesMayStillCall() {
        Server server;
        RedubBootstrap bootstrap;
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "test",
                                    Map.of(
                                            "spring.application.name",
                                            "named",
                                            "redub.protocol.port",
                                            "-1",
                                            "redub.registry.address",
                                            "zookeeper://" + ZOOKEEPER.address())));
            context.register(Application.class);
            context.refresh();
            server = context.getBean(Server.class);
            bootstrap = server.bootstrap();
            var overview = bootstrap.overview();
            assertThat(overview.application()).isEqualTo("named");
            assertThat(overview.complete()).isTrue();
            assertThat(overview.services())
                    .singleElement()
                    .satisfies(
                            service -> {
                                assertThat(service.service()).isEqualTo(Greeter.class.getName());
                                assertThat(service.registries())
                                        .containsExactly(ZOOKEEPER.address());
                                // -1 would be the usual port or one after it.
                                assertThat(service.address()).doesNotContain(":2088");
                            });
            assertThat(overview.references())
                    .singleElement()
                    .satisfies(each -> assertThat(each.providers()).hasSize(1));
        }
        assertThat(server.answer).isEqualTo("Hello, last");
        assertThat(server.serving).isFalse();
        assertThat(bootstrap.overview().complete()).isFalse();
    }
}
