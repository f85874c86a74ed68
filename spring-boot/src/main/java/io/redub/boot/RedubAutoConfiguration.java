package io.redub.boot;

import io.redub.spring.PropertyOrigins;
import io.redub.spring.RedubCustomizer;
import io.redub.spring.RedubLifecycle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Has {@code @RedubService} and {@code @RedubReference} acted on in a Spring Boot application, with
 * the properties {@code redub.*} and {@code dubbo.*}.
 */
@AutoConfiguration
@Import(ScannedPackages.class)
public class RedubAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    static PropertyOrigins redubPropertyOrigins() {
        return new BootOrigins();
    }

    /** First, so that those of users see it as Boot wants it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static RedubCustomizer redubShutdownCustomizer(Environment environment) {
        return new BootShutdown(environment);
    }

    @Bean
    static RedubCustomizer redubConnectionDetailsCustomizer(
            ObjectProvider<RegistryConnectionDetails> details) {
        return new ConnectedRegistries(details);
    }

    /**
     * @param availability made before, so that it hears of changes before the readiness answers
     *     them with others
     */
    @Bean
    static Readiness redubReadiness(
            RedubLifecycle lifecycle,
            ApplicationContext context,
            ObjectProvider<ApplicationAvailability> availability) {
        availability.ifAvailable(any -> {});
        return new Readiness(lifecycle, context);
    }
}
