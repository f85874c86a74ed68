package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the files of Dubbo applications means here what it means there. */
class DubboFilesTest {
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    /** The service of these applications. */
    public interface Clock {
        long now();
    }

    /** The first of two filters of users. */
    public static final class FirstFilter implements Filter {
        @Override
        public CompletionStage<Result> invoke(Invocation call, Invoker next) {
            HEARD.add("first");
            return next.invoke(call);
        }
    }

    /** The second of them. */
    public static final class SecondFilter implements Filter {
        @Override
        public CompletionStage<Result> invoke(Invocation call, Invoker next) {
            HEARD.add("second");
            return next.invoke(call);
        }
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    private static RedubBootstrap bootstrap() {
        return RedubBootstrap.application("files").host("127.0.0.1");
    }

    private static ConfigElement element(ElementKind kind) {
        return ConfigElement.of(kind, Place.declared("dubbo.xml:1"));
    }

    private static String valueOf(RedubBootstrap redub, String setting) {
        return redub.explain().about(Clock.class.getName()).setting(setting).lines().stream()
                .findFirst()
                .map(line -> line.candidates().get(0).value())
                .orElse("");
    }

    private static RedubBootstrap with(ConfigElement service) {
        return bootstrap()
                .protocol("dubbo", 0)
                .service(ServiceConfig.of(Clock.class, () -> 1, service));
    }

    @Test
    void filtersOfDubboMayBeTakenOut() {
        ConfigElement service =
                element(ElementKind.SERVICE).set("filter", "-exception,-monitor,default");
        try (RedubBootstrap redub = with(service).start()) {
            assertThat(redub.overview().services()).hasSize(1);
            assertThat(valueOf(redub, "filter")).isEqualTo("default");
        }
    }

    @Test
    void serializationsThatAreNotHereAreNotPreferred() {
        ConfigElement service =
                element(ElementKind.SERVICE).set("prefer-serialization", "fastjson2, hessian2");
        try (RedubBootstrap redub = with(service).start()) {
            assertThat(valueOf(redub, "prefer-serialization")).isEqualTo("hessian2");
        }
    }

    @Test
    void aRegistryMayNameTheClientThatDubboUses() {
        ConfigElement registry =
                element(ElementKind.REGISTRY).set("address", "N/A").set("transporter", "curator");
        try (RedubBootstrap redub = with(element(ElementKind.SERVICE)).add(registry).start()) {
            assertThat(redub.overview().services()).hasSize(1);
        }
    }

    @Test
    void aPropertyMayHaveTheIdBehindTheSingular(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("dubbo.properties"),
                        "dubbo.protocol.inner.threads=7\ndubbo.protocol.dubbo.threads=8\n"
                                + "dubbo.registry.china.address=nowhere\n");
        try (RedubBootstrap redub =
                bootstrap()
                        .properties(file)
                        .protocol(ProtocolConfig.of("dubbo").id("inner").port(0))
                        .service(ServiceConfig.of(Clock.class, () -> 1))
                        .start()) {
            assertThat(valueOf(redub, "threads")).isEqualTo("7");
            assertThat(redub.overview().registries()).isEmpty();
        }
    }

    @Test
    void filtersOfAServiceComeBehindThoseOfItsProvider() {
        Map<String, String> properties = Map.of("dubbo.consumer.filter", "first");
        try (RedubBootstrap redub =
                with(element(ElementKind.SERVICE).set("filter", "second"))
                        .properties(properties, name -> name)
                        .add(element(ElementKind.PROVIDER).set("filter", "first"))
                        .start()) {
            Clock clock = redub.refer(ReferenceConfig.of(Clock.class).set("filter", "second"));
            assertThat(clock.now()).isEqualTo(1);
        }
        assertThat(HEARD).containsExactly("first", "second", "first", "second");
    }

    @Test
    void aServiceMayTakeOutAFilterOfItsProvider() {
        try (RedubBootstrap redub =
                with(element(ElementKind.SERVICE).set("filter", "-first"))
                        .add(element(ElementKind.PROVIDER).set("filter", "first"))
                        .start()) {
            assertThat(redub.refer(ReferenceConfig.of(Clock.class)).now()).isEqualTo(1);
        }
        assertThat(HEARD).isEmpty();
    }
}
