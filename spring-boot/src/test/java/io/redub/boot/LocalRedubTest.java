package io.redub.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.boot.consumer.Consumer;
import io.redub.spring.LocalRedub;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What a user writes to test an application without its providers. */
@SpringBootTest(
        classes = {Consumer.class, LocalRedubTest.StandIns.class},
        properties = "redub.registry.address=zookeeper://127.0.0.1:1")
@LocalRedub
class LocalRedubTest {
    @TestConfiguration
    static class StandIns {
        @Bean
        Greeter greeter() {
            return name -> "Local " + name;
        }
    }

    @Autowired private Consumer.Desk desk;
    @Autowired private ApplicationAvailability availability;

    @Test
    void aReferenceCallsTheStandInAndNoRegistryIsAsked() {
        assertThat(desk.welcome("Ada")).isEqualTo("Local Ada!");
        assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
    }
}
