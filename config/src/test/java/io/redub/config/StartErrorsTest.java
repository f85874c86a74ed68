package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that fails says in one message what is wrong, where, and what was expected. */
class StartErrorsTest {
    /** The service that is not started. */
    public interface Clock {
        long now();
    }

    private static RedubBootstrap bootstrap() {
        return RedubBootstrap.application("wrong").host("127.0.0.1").shutdownWait(Duration.ZERO);
    }

    private static ConfigElement element(ElementKind kind, int line) {
        return ConfigElement.of(kind, Place.declared("provider.xml:" + line));
    }

    private static String failure(RedubBootstrap redub) {
        try (redub) {
            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(redub::start);
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION));
            return String.valueOf(thrown.getMessage());
        }
    }

    @Test
    void allThatIsWrongIsSaidInOneMessage(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("redub.properties"),
                        "redub.application.owner=us\n\nredub.provider.timeuot=3\n"
                                + "redub.provider.retries=many\nredub.protocl.port=1\n");
        ConfigElement service =
                element(ElementKind.SERVICE, 12)
                        .set("timeout", "-1")
                        .set("clustr", "failover")
                        .set("protocol", "dubo")
                        .add(element(ElementKind.METHOD, 13).set("name", "nwo"));
        String message =
                failure(
                        bootstrap()
                                .properties(file)
                                .add(
                                        element(ElementKind.REGISTRY, 3)
                                                .set("address", "zookeper://h"))
                                .add(
                                        element(ElementKind.PROTOCOL, 4)
                                                .set("name", "dubbo")
                                                .set("port", "70000"))
                                .service(ServiceConfig.of(Clock.class, () -> 1, service)));
        assertThat(message)
                .contains("wrong: ")
                .contains("things are wrong with the settings:\n  1. ")
                .contains("'timeuot' of provider; is 'timeout' meant?")
                .contains("redub.properties line 3 (redub.provider.timeuot)")
                .contains("provider retries: 'many' (expected: -1..10000)")
                .contains("unknown element 'protocl'; is 'protocol' meant?")
                .contains("there is no registry 'zookeper'; is 'zookeeper' meant?")
                .contains("provider.xml:3")
                .contains("protocol port: '70000' (expected: -1..65535), from provider.xml:4")
                .contains("service timeout: '-1' (expected: ≥ 1 ms")
                .contains("unknown setting 'clustr' of service; is 'cluster' meant?")
                .contains("none with the id 'dubo'")
                .contains("has no method 'nwo'; is 'now' meant?")
                .contains("from provider.xml:13");
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 2 parsecs, 500ms",
        "register, yes, true or false",
        "loadbalance, randm, is 'random' meant?",
        "proxy, jdkk, is 'jdk' meant?",
        "group, a b, letters",
        "scope, everywhere, 'local, remote, none'",
        "filter, 'default,nosuch', an extension",
        "weight, -5, ≥ 0",
    })
    void aWrongValueIsNamedWithWhatWasExpected(String name, String value, String expected) {
        ConfigElement service = element(ElementKind.SERVICE, 9).set(name, value);
        assertThat(failure(bootstrap().service(ServiceConfig.of(Clock.class, () -> 1, service))))
                .contains(name + ": '" + value + "'", "provider.xml:9")
                .contains(expected.startsWith("an extension") ? "extensions of Filter" : expected);
    }

    @Test
    void anApplicationNeedsAName() {
        assertThat(failure(RedubBootstrap.create().shutdownWait(Duration.ZERO)))
                .contains("application: it has no name")
                .contains("redub.application.name");
    }

    @Test
    void twoApplicationsAreOneTooMany() {
        assertThat(failure(bootstrap().add(element(ElementKind.APPLICATION, 2).set("name", "b"))))
                .contains("application name: both 'wrong' and 'b'")
                .contains("provider.xml:2");
    }

    @Test
    void twoElementsOfOneIdAreRefused() {
        ConfigElement one = element(ElementKind.REGISTRY, 2).set("id", "r").set("address", "N/A");
        ConfigElement two = element(ElementKind.REGISTRY, 3).set("id", "r").set("address", "N/A");
        assertThat(failure(bootstrap().add(one).add(two)))
                .contains("two elements registry have the id 'r'")
                .contains("provider.xml:2 and provider.xml:3");
    }

    @ParameterizedTest
    @CsvSource({
        "scope, local, injvm, false, contradicts injvm",
        "scope, remote, injvm, true, contradicts injvm",
        "scope, local, url, dubbo://h:1, contradicts scope",
        "injvm, true, url, dubbo://h:1, contradicts injvm",
        "scope, none, check, true, 'local or remote'",
    })
    void settingsThatContradictEachOtherAreNamed(
            String one, String its, String other, String others, String message) {
        ConfigElement reference =
                element(ElementKind.REFERENCE, 8).set(one, its).set(other, others);
        assertThat(failure(bootstrap().reference(ReferenceConfig.of(Clock.class, reference))))
                .contains(message, "provider.xml:8");
    }

    @Test
    void twoProtocolsOnOnePortAreRefused() {
        ConfigElement one =
                element(ElementKind.PROTOCOL, 2).set("name", "dubbo").set("port", "20999");
        ConfigElement two =
                element(ElementKind.PROTOCOL, 3).set("name", "injvm").set("port", "20999");
        assertThat(
                        failure(
                                bootstrap()
                                        .add(one)
                                        .add(two)
                                        .service(ServiceConfig.of(Clock.class, () -> 1))))
                .contains("protocols 'dubbo' and 'injvm' have the same port 20999")
                .contains("provider.xml:2 and provider.xml:3");
    }

    @Test
    void anInterfaceAndItsObjectMustFit() {
        ConfigElement service = element(ElementKind.SERVICE, 5);
        assertThatThrownBy(() -> ServiceConfig.of(String.class, "x", service))
                .hasMessageContaining("java.lang.String is a class (expected: an interface)")
                .hasMessageContaining("provider.xml:5");
        assertThatThrownBy(
                        () ->
                                ServiceConfig.of(
                                        (Class<Object>) (Class<?>) Clock.class, "x", service))
                .hasMessageContaining("does not implement " + Clock.class.getName())
                .hasMessageContaining("provider.xml:5");
    }

    @Test
    void whatAFrontEndFoundIsInTheSameMessage() {
        ConfigElement service = element(ElementKind.SERVICE, 6).set("timeout", "-2");
        assertThat(
                        failure(
                                bootstrap()
                                        .problem("class no.Such is missing", service.place())
                                        .service(ServiceConfig.of(Clock.class, () -> 1, service))))
                .contains("2 things are wrong")
                .contains("class no.Such is missing, from provider.xml:6")
                .contains("timeout: '-2'");
    }

    @Test
    void anUnknownElementIsNamedWithTheNearest() {
        assertThatThrownBy(() -> ConfigElement.ofTag("protcol", Place.declared("a.xml:3")))
                .hasMessageContaining("unknown element 'protcol'; is 'protocol' meant?")
                .hasMessageContaining("a.xml:3");
    }

    @Test
    void anUnknownPropertyOfDubboIsNoError() {
        try (RedubBootstrap redub = bootstrap()) {
            redub.properties(
                            Map.of(
                                    "dubbo.config.mode", "STRICT",
                                    "dubbo.provider.nosuch", "1",
                                    "dubbo.application.qos-enable", "false",
                                    "other.thing", "x"),
                            name -> "old.properties")
                    .start();
        }
    }

    @Test
    void aPlaceholderWithoutValueIsAnError() {
        assertThat(
                        failure(
                                bootstrap()
                                        .properties(
                                                Map.of("redub.provider.group", "${no.such.thing}"),
                                                name -> "a.properties")))
                .contains("${no.such.thing} is neither a system property nor an environment");
    }

    @Test
    void whatIsWrongStaysWrong() {
        RedubBootstrap redub =
                bootstrap().add(element(ElementKind.PROVIDER, 7).set("timeuot", "3"));
        assertThatThrownBy(redub::explain).hasMessageContaining("'timeuot'");
        assertThat(failure(redub)).contains("'timeuot'").contains("provider.xml:7");
    }

    @Test
    void aWrongReferenceDoesNotSpoilTheNext() {
        try (RedubBootstrap redub = bootstrap()) {
            ConfigElement wrong = element(ElementKind.REFERENCE, 3).set("tiemout", "3");
            assertThatThrownBy(() -> redub.refer(ReferenceConfig.of(Clock.class, wrong)))
                    .hasMessageContaining("'tiemout'");
            ReferenceConfig<Clock> good =
                    ReferenceConfig.of(Clock.class).url("dubbo://127.0.0.1:1").check(false);
            assertThat(redub.refer(good)).isNotNull();
        }
    }

    @Test
    void anArgumentThatTheMethodDoesNotHaveIsTold() {
        ConfigElement service =
                element(ElementKind.SERVICE, 4)
                        .add(
                                element(ElementKind.METHOD, 5)
                                        .set("name", "now")
                                        .add(
                                                element(ElementKind.ARGUMENT, 6)
                                                        .set("index", "0")
                                                        .set("callback", "true")));
        assertThat(failure(bootstrap().service(ServiceConfig.of(Clock.class, () -> 1, service))))
                .contains("argument index: '0'")
                .contains("provider.xml:6");
    }

    @ParameterizedTest
    @CsvSource({
        "serialization, hesian2, is 'hessian2' meant?",
        "cache, lru, redub-proxy-cache",
        "validation, strict, 'strict'",
        "mock, com.example.Nothing, there is no class com.example.Nothing",
        "mock, return soon, 'soon'",
        "generic, maybe, raw.return",
        "stub, com.example.Nothing, com.example.Nothing"
    })
    void aReferenceThatCannotBeMadeTellsWhereItsSettingStands(
            String setting, String value, String expected) {
        ConfigElement reference =
                element(ElementKind.REFERENCE, 3)
                        .set("url", "dubbo://127.0.0.1:1")
                        .set("check", "false")
                        .set(setting, value, Place.declared("consumer.xml:4"));
        try (RedubBootstrap redub = bootstrap()) {
            assertThatThrownBy(() -> redub.refer(ReferenceConfig.of(Clock.class, reference)))
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining(setting)
                    .hasMessageContaining(expected)
                    .hasMessageContaining("from consumer.xml:4");
        }
    }

    @Test
    void aProtocolIsNotKnownByAnIdThatNobodyGave() {
        ConfigElement service = element(ElementKind.SERVICE, 4).set("protocol", "rest");
        assertThat(
                        failure(
                                bootstrap()
                                        .protocol("dubbo", 0)
                                        .service(ServiceConfig.of(Clock.class, () -> 1, service))))
                .contains("'rest' (expected: one of [dubbo])");
    }
}
