package io.redub.architecture;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The consumer's process of {@link CallPathTest}; runs with {@link TraceAgent}. */
public final class TracedClient {
    static final int WARM_UP = 2_000;
    static final int CALLS = 1_000;

    private TracedClient() {}

    /** Arguments: address of the registry, file for the report. */
    public static void main(String[] arguments) throws IOException {
        try (RedubBootstrap redub =
                RedubBootstrap.application("traced-client")
                        .registry(arguments[0])
                        .host("127.0.0.1")
                        .start()) {
            Directory directory =
                    redub.refer(
                            ReferenceConfig.of(Directory.class).timeout(Duration.ofSeconds(10)));
            for (int i = 0; i < WARM_UP; i++) {
                directory.find("warm-" + i);
            }
            CallTrace.start();
            for (int i = 0; i < CALLS; i++) {
                if (!directory.find("name-" + i).getName().equals("name-" + i)) {
                    throw new IllegalStateException("wrong answer");
                }
            }
            Map<String, Long> entered = CallTrace.stop();
            List<String> report = new ArrayList<>();
            entered.forEach((method, count) -> report.add(count + " " + method));
            Files.write(Path.of(arguments[1]), report);
        }
    }
}
