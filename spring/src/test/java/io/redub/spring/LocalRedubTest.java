package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.RpcException;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** An application under test that keeps to itself. */
class LocalRedubTest {
    /** As the application is, with a registry that nobody answers at. */
    @Configuration
    @EnableRedub(scanBasePackages = "com.acme.none")
    static class Application {
        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean
        @RedubReference(group = "a", timeout = 900)
        Greeter bean() {
            throw new IllegalStateException("Nobody calls this");
        }
    }

    static class Shop {
        @RedubReference(group = "b", version = "${greeter.version:1.0}")
        private Greeter field;
    }

    @Configuration
    @LocalRedub
    @Import(Application.class)
    static class Tested {
        @Bean
        Greeter standIn() {
            PoliteGreeter greeter = new PoliteGreeter();
            greeter.setWord("Local");
            return greeter;
        }
    }

    @Configuration
    @Import(Tested.class)
    static class Two {
        @Bean
        @Primary
        @RedubService
        Greeter other() {
            PoliteGreeter greeter = new PoliteGreeter();
            greeter.setWord("Other");
            return greeter;
        }
    }

    @Configuration
    @LocalRedub
    @Import(Application.class)
    static class None {}

    @Configuration
    @LocalRedub
    @EnableRedub(scanBasePackages = "com.acme.none")
    static class Unchecked {
        @Bean
        @RedubReference(check = false)
        Greeter bean() {
            throw new IllegalStateException("Nobody calls this");
        }
    }

    @Test
    void referencesCallBeansAndNothingIsExported() {
        try (var context = new AnnotationConfigApplicationContext(Tested.class)) {
            assertThat(context.getBean(Shop.class).field.greet("x")).isEqualTo("Local, x");
            assertThat(context.getBean("bean", Greeter.class).greet("y")).isEqualTo("Local, y");
        }
    }

    @Test
    void ofSeveralBeansThePrimaryOneIsCalledEvenIfItIsAService() {
        try (var context = new AnnotationConfigApplicationContext(Two.class)) {
            assertThat(context.getBean(Shop.class).field.greet("x")).isEqualTo("Other, x");
            assertThat(context.getBean(RedubLifecycle.class).bootstrap().overview().services())
                    .isEmpty();
        }
    }

    @Test
    void aReferenceThatNoBeanAnswersFailsTheStart() {
        assertThatThrownBy(() -> new AnnotationConfigApplicationContext(None.class))
                .hasStackTraceContaining("reference io.redub.spring.Greeter: no bean implements it")
                .hasStackTraceContaining("@LocalRedub");
    }

    @Test
    void aReferenceThatIsNotCheckedFailsAtItsCall() {
        try (var context = new AnnotationConfigApplicationContext(Unchecked.class)) {
            Greeter greeter = context.getBean("bean", Greeter.class);
            assertThatThrownBy(() -> greeter.greet("x"))
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("no bean implements it");
        }
    }
}
