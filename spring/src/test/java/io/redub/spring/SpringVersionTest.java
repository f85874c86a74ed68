package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.core.SpringVersion;

/** The build runs these tests on two generations of Spring; this tells that it really does. */
class SpringVersionTest {
    @Test
    @EnabledIfSystemProperty(named = "spring.expected", matches = ".+")
    void theSpringThatIsMeantIsOnTheClassPath() {
        assertThat(SpringVersion.getVersion()).isEqualTo(System.getProperty("spring.expected"));
    }
}
