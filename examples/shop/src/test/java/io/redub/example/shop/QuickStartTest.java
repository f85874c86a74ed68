package io.redub.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.service.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of README.md, run; and README.md has just this code. */
class QuickStartTest {
    // snippet: service
    public interface GreetingService {
        String greet(String name);
    }

    // end

    @Test
    void theQuickStartGreets(@TempDir Path folder) throws Exception {
        String registry =
                "embedded://127.0.0.1:0?data="
                        + folder.resolve("zookeeper")
                        + "&file="
                        + folder.resolve("snapshot");
        CountDownLatch stop = new CountDownLatch(1);
        FutureTask<Void> provider = new FutureTask<>(() -> provide(registry, stop));
        new Thread(provider, "provider").start();
        await().ignoreExceptionsInstanceOf(RpcException.class)
                .untilAsserted(() -> assertThat(consume(registry)).isEqualTo("Hello, world"));
        stop.countDown();
        provider.get();
    }

    private static Void provide(String registry, CountDownLatch stop) throws InterruptedException {
        // snippet: provider
        try (RedubBootstrap redub =
                RedubBootstrap.application("greeter")
                        .registry(registry)
                        .protocol("dubbo", 0) // 0: any free port
                        .service(ServiceConfig.of(GreetingService.class, name -> "Hello, " + name))
                        .start()) {
            stop.await(); // serves until another thread says so
        }
        // end
        return null;
    }

    private static String consume(String registry) {
        // snippet: consumer
        try (RedubBootstrap redub =
                RedubBootstrap.application("visitor").registry(registry).start()) {
            GreetingService greeter = redub.refer(ReferenceConfig.of(GreetingService.class));
            return greeter.greet("world");
        }
        // end
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/getting-started.md"})
    void theDocumentsShowTheCodeThatRuns(String document) throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        String text = Files.readString(root.resolve(document));
        List<String> snippets =
                snippets(
                        Files.readString(
                                Path.of(
                                        "src/test/java",
                                        getClass().getName().replace('.', '/') + ".java")));

        assertThat(snippets).hasSize(3).allSatisfy(code -> assertThat(text).contains(code));
    }

    private static List<String> snippets(String source) {
        List<String> snippets = new ArrayList<>();
        Matcher found =
                Pattern.compile("(?s)\n *// snippet: \\w+\n(.*?)\\s*// end").matcher(source);
        while (found.find()) {
            snippets.add(found.group(1).stripIndent().strip());
        }
        return snippets;
    }
}
