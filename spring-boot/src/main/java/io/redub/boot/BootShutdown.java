package io.redub.boot;

import io.redub.config.RedubBootstrap;
import io.redub.spring.RedubCustomizer;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * Leaves the end to Boot: its shutdown hook closes the context, which stops Redub in order. What
 * Boot allows for a phase is what calls under way have, unless Redub's own setting says otherwise.
 */
record BootShutdown(Environment environment) implements RedubCustomizer {
    private static final String PER_PHASE = "spring.lifecycle.timeout-per-shutdown-phase";

    private static final List<String> OWN =
            Stream.of("redub.", "dubbo.")
                    .flatMap(
                            prefix ->
                                    Stream.of("application.shutdown-wait", "service.shutdown.wait")
                                            .map(prefix::concat))
                    .toList();

    @Override
    public void customize(RedubBootstrap bootstrap) {
        if (environment.getProperty("spring.main.register-shutdown-hook", Boolean.class, true)) {
            bootstrap.shutdownHook(false);
        }
        String wait = environment.getProperty(PER_PHASE);
        if (wait != null && OWN.stream().noneMatch(environment::containsProperty)) {
            bootstrap.shutdownWait(DurationStyle.detectAndParse(wait));
        }
    }
}
