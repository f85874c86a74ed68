package io.redub.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.redub.spring.RedubLifecycle;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, endpoint and meters, where Actuator is there. */
@AutoConfiguration(after = RedubAutoConfiguration.class)
public class RedubActuatorAutoConfiguration {
    /** Where Boot 3 has its health classes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    @ConditionalOnProperty(
            name = "management.health.redub.enabled",
            havingValue = "true",
            matchIfMissing = true)
    static class Boot3Health {
        @Bean
        @ConditionalOnMissingBean(name = "redubHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator redubHealthIndicator(
                RedubLifecycle lifecycle) {
            return () -> {
                RedubHealth health = RedubHealth.of(lifecycle);
                return org.springframework.boot.actuate.health.Health.status(health.status())
                        .withDetails(health.details())
                        .build();
            };
        }
    }

    /** Where Boot 4 has them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    @ConditionalOnProperty(
            name = "management.health.redub.enabled",
            havingValue = "true",
            matchIfMissing = true)
    static class Boot4Health {
        @Bean
        @ConditionalOnMissingBean(name = "redubHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator redubHealthIndicator(
                RedubLifecycle lifecycle) {
            return () -> {
                RedubHealth health = RedubHealth.of(lifecycle);
                return org.springframework.boot.health.contributor.Health.status(health.status())
                        .withDetails(health.details())
                        .build();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name =
                    "org.springframework.boot.actuate.autoconfigure.endpoint.condition"
                            + ".ConditionalOnAvailableEndpoint")
    static class Endpoints {
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        RedubEndpoint redubEndpoint(RedubLifecycle lifecycle) {
            return new RedubEndpoint(lifecycle);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
    static class Meters {
        @Bean
        MeterBinder redubMeters(RedubLifecycle lifecycle) {
            return new RedubMeters(lifecycle);
        }
    }
}
