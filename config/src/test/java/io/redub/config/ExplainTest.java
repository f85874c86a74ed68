package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of every setting it can be said which value counts, whence it is, and which values lost. */
class ExplainTest {
    /** The service that is explained. */
    public interface Clock {
        long now();

        long later(long by);
    }

    private static final String NAME = Clock.class.getName();

    @TempDir private Path folder;

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("dubbo."));
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("redub."));
    }

    private RedubBootstrap bootstrap() {
        return RedubBootstrap.application("explained")
                .host("127.0.0.1")
                .shutdownWait(Duration.ZERO);
    }

    private static Clock clock() {
        return new Clock() {
            @Override
            public long now() {
                return 1;
            }

            @Override
            public long later(long by) {
                return by;
            }
        };
    }

    private static List<String> candidates(Explanation explanation) {
        return explanation.lines().get(0).candidates().stream()
                .map(each -> each.value() + " " + each.level().tag() + " " + each.place().source())
                .toList();
    }

    @Test
    void aTimeoutSetInSevenPlacesIsExplained() throws IOException {
        Path classPath =
                Files.writeString(
                        folder.resolve("dubbo.properties"),
                        "dubbo.service." + NAME + ".timeout=6000\n");
        Path file =
                Files.writeString(
                        folder.resolve("app.properties"),
                        "# a comment\n\ndubbo.service."
                                + NAME
                                + ".now.timeout=2s\n"
                                + "redub.service."
                                + NAME
                                + ".timeout=4000\n");
        System.setProperty("dubbo.properties.file", classPath.toString());
        System.setProperty("dubbo.service." + NAME + ".now.timeout", "1000");
        try (RedubBootstrap redub = bootstrap()) {
            redub.properties(file)
                    .add(
                            ConfigElement.of(ElementKind.PROVIDER, Place.declared("provider.xml:7"))
                                    .set("timeout", "7000"))
                    .service(
                            ServiceConfig.of(Clock.class, clock())
                                    .timeout(Duration.ofSeconds(5))
                                    .method("now", m -> m.timeout(Duration.ofSeconds(3))));
            Explanation all = redub.explain();
            Explanation now = all.about(NAME).method("now").setting("timeout");
            assertThat(candidates(now))
                    .containsExactly(
                            "1000 method SYSTEM_PROPERTY",
                            "2000 method PROPERTIES",
                            "3000 method DECLARED",
                            "4000 service PROPERTIES",
                            "5000 service DECLARED",
                            "6000 service CLASS_PATH",
                            "7000 provider DECLARED",
                            "1000 service DEFAULT");
            assertThat(now.toString())
                    .contains("timeout = 1000  (method, -Ddubbo.service." + NAME + ".now.timeout)")
                    .contains("not 2000  (method, app.properties line 3 (dubbo.service.")
                    .contains("not 3000  (method, ExplainTest.java:")
                    .contains("not 7000  (provider, provider.xml:7)")
                    .contains("not 1000  (default)");
            assertThat(candidates(all.method("later").setting("timeout")))
                    .startsWith("4000 service PROPERTIES");
        }
    }

    @Test
    void aRunningReferenceTellsWhatItsProviderSays() {
        try (RedubBootstrap provider =
                        bootstrap()
                                .protocol("dubbo", 0)
                                .service(
                                        ServiceConfig.of(Clock.class, clock())
                                                .timeout(Duration.ofSeconds(3))
                                                .method(
                                                        "now",
                                                        m -> m.timeout(Duration.ofSeconds(2))))
                                .start();
                RedubBootstrap consumer = bootstrap().start()) {
            String address = "dubbo://127.0.0.1:" + provider.port("dubbo");
            consumer.refer(
                    ReferenceConfig.of(Clock.class)
                            .url(address + "?timeout=3000&now.timeout=2000&loadbalance=random")
                            .retries(1));
            assertThat(candidates(consumer.explain().method("now").setting("timeout")))
                    .containsExactly(
                            "2000 method TOLD", "3000 service TOLD", "1000 reference DEFAULT");
            assertThat(candidates(consumer.explain().setting("retries")))
                    .containsExactly("1 reference DECLARED", "2 reference DEFAULT");
        }
    }

    @Test
    void whatNobodySetHasItsDefault() {
        try (RedubBootstrap redub = bootstrap()) {
            redub.reference(ReferenceConfig.of(Clock.class));
            assertThat(redub.explain().setting("cluster").toString())
                    .contains("cluster = failover  (default)");
        }
    }

    @Test
    void secretsAreNotShown() {
        try (RedubBootstrap redub = bootstrap()) {
            redub.service(ServiceConfig.of(Clock.class, clock()).set("token", "s3cr3t"));
            assertThat(redub.explain().setting("token").toString())
                    .contains("token = ***")
                    .doesNotContain("s3cr3t");
        }
    }

    @Test
    void theEnvironmentComesBetweenSystemPropertiesAndFiles() {
        Problems problems = new Problems();
        Sources sources =
                new Sources(
                        List.of(
                                PropertySource.of(
                                        Source.PROPERTIES,
                                        Map.of("dubbo.provider.timeout", "3000"),
                                        name -> "a file",
                                        problems),
                                PropertySource.environment(
                                        Map.of(
                                                "DUBBO_PROVIDER_TIMEOUT",
                                                "2000",
                                                "REDUB_SERVICE_"
                                                        + PropertyKey.environment(NAME)
                                                        + "_NOW_RETRIES",
                                                "0"),
                                        problems)));
        Resolver resolver = new Resolver(sources, problems);
        Configuration configuration =
                new Configuration(List.of(ConfigElement.of(ElementKind.PROVIDER)), resolver);
        ExportPlan plan =
                ExportPlan.of(ServiceConfig.of(Clock.class, clock()), configuration).get(0);
        problems.check("test");
        assertThat(plan.parameters())
                .containsEntry("timeout", "2000")
                .containsEntry("now.retries", "0");
    }
}
