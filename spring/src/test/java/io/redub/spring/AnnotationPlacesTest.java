package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.GenericService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** Where annotations may stand, in an application that serves itself. */
class AnnotationPlacesTest {
    /** An interface that nobody outside of the package sees. */
    interface Hidden {
        String say(String text);
    }

    @RedubService
    static class Sayer implements Hidden {
        @Override
        public String say(String text) {
            return "said " + text;
        }
    }

    /** What users write who have no setters. */
    record Shop(Greeter greeter) {}

    static class Desk {
        final Greeter greeter;
        final String name;

        Desk(
                @RedubReference(
                                methods =
                                        @RedubMethod(name = "greet", oninvoke = "listener.before"))
                        Greeter greeter,
                String name) {
            this.greeter = greeter;
            this.name = name;
        }
    }

    public static class Listener {
        final List<String> told = new CopyOnWriteArrayList<>();

        public void before(String name) {
            told.add(name);
        }
    }

    static class Hall {
        @RedubReference Hidden hidden;
    }

    @Configuration
    @EnableRedub(scanBasePackages = "com.acme.none")
    static class Application {
        @Bean
        Shop shop(@RedubReference Greeter greeter) {
            return new Shop(greeter);
        }

        @Bean
        Listener listener() {
            return new Listener();
        }

        @Bean
        String name() {
            return "desk";
        }

        @Bean
        Hall hall() {
            return new Hall();
        }

        @Bean
        Sayer sayer() {
            return new Sayer();
        }

        @Bean
        @RedubService
        PoliteGreeter greeter() {
            return new PoliteGreeter();
        }

        @Bean
        @RedubService(interfaceName = "com.acme.Elsewhere")
        GenericService elsewhere() {
            return (method, types, arguments) -> method + " of elsewhere";
        }
    }

    private static AnnotationConfigApplicationContext start(Class<?>... types) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "places",
                                Map.of(
                                        "redub.application.name", "places",
                                        "redub.registry.address", "N/A",
                                        "redub.protocol.port", "0")));
        context.register(types);
        try {
            context.refresh();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return context;
    }

    @Test
    void parametersAreFilledIn() {
        try (var context = start(Application.class, Desk.class)) {
            assertThat(context.getBean(Shop.class).greeter().greet("shop"))
                    .isEqualTo("Hello, shop");
            Desk desk = context.getBean(Desk.class);
            assertThat(desk.greeter.greet(desk.name)).isEqualTo("Hello, desk");
            assertThat(context.getBean(Listener.class).told).containsExactly("desk");
        }
    }

    @Test
    void anInterfaceNeedNotBePublic() {
        try (var context = start(Application.class)) {
            assertThat(context.getBean(Hall.class).hidden.say("it")).isEqualTo("said it");
        }
    }

    @Test
    void theInterfaceOfAGenericServiceNeedNotBeHere() {
        try (var context = start(Application.class)) {
            assertThat(context.getBean(RedubLifecycle.class).bootstrap().overview().services())
                    .anySatisfy(each -> assertThat(each.service()).isEqualTo("com.acme.Elsewhere"));
        }
    }

    static class Puzzled {
        Puzzled(@RedubReference(timeout = -5) Greeter greeter) {
            assertThat(greeter).isNotNull();
        }
    }

    @Test
    void whatIsWrongWithAParameterIsToldWithItsPlace() {
        assertThatThrownBy(() -> start(Application.class, Puzzled.class))
                .rootCause()
                .hasMessageContaining("'-5'")
                .hasMessageContaining("@RedubReference of parameter 0 of")
                .hasMessageContaining("Puzzled(");
    }
}
