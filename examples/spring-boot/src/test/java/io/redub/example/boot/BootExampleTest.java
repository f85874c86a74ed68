package io.redub.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.example.boot.consumer.GreetingConsumer;
import io.redub.example.boot.provider.GreetingProvider;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/**
 * The two programs as processes, with a real registry. Runs with Boot 3.5, and from the sibling
 * folder with Boot 4.
 */
class BootExampleTest {
    @TempDir private static Path folder;
    private static EmbeddedZooKeeper registry;
    private static Application provider;
    private static Application consumer;

    @BeforeAll
    static void start() throws Exception {
        registry = EmbeddedZooKeeper.start(folder.resolve("zookeeper"), "127.0.0.1", 0);
        String address = "--redub.registry.address=zookeeper://" + registry.connectString();
        provider =
                Application.start(
                        GreetingProvider.class,
                        folder.resolve("provider.log"),
                        address,
                        "--redub.protocol.port=0");
        awaitStart(provider);
        consumer =
                Application.start(GreetingConsumer.class, folder.resolve("consumer.log"), address);
        awaitStart(consumer);
    }

    private static void awaitStart(Application application) {
        await().atMost(Duration.ofSeconds(60)).until(application::isStarted);
    }

    @AfterAll
    static void stop() throws Exception {
        for (Application each : new Application[] {consumer, provider}) {
            if (each != null) {
                each.close();
            }
        }
        registry.close();
    }

    /** One test, since it ends with the end of the processes. */
    @Test
    void aCallIsMadeActuatorTellsOfItAndBusyProcessesEndInOrder() throws Exception {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.expected"));
        assertThat(consumer.get("/greet?name=Ada")).isEqualTo("200 Hello Ada");

        String health = provider.get("/actuator/health");
        assertThat(health)
                .startsWith("200 ")
                .contains("\"redub\":{", "\"exported\":1", "\"connected\"");
        assertThat(provider.get("/actuator/health/readiness")).isEqualTo("200 {\"status\":\"UP\"}");
        assertThat(consumer.get("/actuator/redub"))
                .startsWith("200 {\"application\":\"greeting-consumer\",\"serving\":true")
                .contains("\"service\":\"io.redub.example.boot.Greetings\"", "\"available\":true");
        assertThat(consumer.get("/actuator/redub?service=Greetings&setting=timeout"))
                .startsWith("200 ")
                .contains("\"value\":\"2000\"", "consumer.yml:11");
        assertThat(consumer.get("/actuator/metrics/redub.calls?tag=method:greet"))
                .startsWith("200 ")
                .contains("{\"statistic\":\"COUNT\",\"value\":1.0}");

        // A web server with a request that waits for a call: both are finished, then it ends.
        CompletableFuture<HttpResponse<String>> request =
                consumer.begin("/greet?name=Bob&millis=4000");
        awaitBusyProvider();
        consumer.terminate();
        assertThat(request.join().body()).isEqualTo("Hello at last, Bob");
        assertThat(consumer.exitStatus()).isEqualTo(143);

        // A provider that serves a call: it says that it refuses more, answers, then ends.
        try (RedubBootstrap caller =
                RedubBootstrap.application("caller")
                        .registry("zookeeper://" + registry.connectString())) {
            Greetings greetings = caller.refer(ReferenceConfig.of(Greetings.class));
            // On a thread of its own: the HTTP client may need the common pool meanwhile.
            CompletableFuture<String> call =
                    CompletableFuture.supplyAsync(
                            () -> greetings.greetLater("Eve", 4000),
                            task -> new Thread(task, "caller").start());
            await().untilAsserted(
                            () ->
                                    assertThat(active(provider))
                                            .as("while the call is %s", call)
                                            .contains("\"value\":1.0"));
            provider.terminate();
            await().untilAsserted(
                            () ->
                                    assertThat(provider.get("/actuator/health/readiness"))
                                            .startsWith("503 ")
                                            .contains("OUT_OF_SERVICE"));
            assertThat(call.join()).isEqualTo("Hello at last, Eve");
            assertThat(provider.exitStatus()).isEqualTo(143);
        }
    }

    private static void awaitBusyProvider() {
        await().until(() -> active(provider).contains("\"value\":1.0"));
    }

    private static String active(Application application) {
        return application.get("/actuator/metrics/redub.calls.active?tag=method:greetLater");
    }
}
