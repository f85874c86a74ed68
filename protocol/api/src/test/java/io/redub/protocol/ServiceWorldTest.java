package io.redub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.ReadLimits;
import io.redub.service.Admit;
import io.redub.service.GenericService;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceWorldTest {
    static final AtomicInteger INITIALISED = new AtomicInteger();

    /** Admits in each way an annotation can. */
    @Admit(Named.class)
    interface Zoo extends Older {
        Animal get(Object key);

        @Admit(OfMethod.class)
        void put(Object value);
    }

    @Admit(Inherited.class)
    interface Older {}

    @Admit({Cat.class, Dog.class})
    static class Animal {}

    static class Cat extends Animal {
        Toy toy;
    }

    static final class Toy {}

    static final class Dog extends Animal {}

    static final class Named {}

    static final class Inherited {}

    static final class OfMethod {}

    /** Named by nobody. */
    static final class Stranger {
        static final int SEEN = INITIALISED.incrementAndGet();
    }

    /** Names what it may not. */
    @Admit(Scanner.class)
    interface Reckless {}

    private static AllowedTypes world(Class<?> service, Map<String, String> settings) {
        return ServiceWorld.of(
                ServiceModel.of(service),
                URL.of("dubbo", "127.0.0.1", 1, "demo.Zoo", settings)
                        .addParameter("interface", "demo.Zoo"));
    }

    private static void refused(String key, String value, String message) {
        assertThatThrownBy(() -> world(Zoo.class, Map.of(key, value)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContaining("service demo.Zoo: " + key)
                .hasMessageContaining(message);
    }

    @Test
    void annotationsAdmitOnInterfacesMethodsAndTypes() {
        AllowedTypes world = world(Zoo.class, Map.of());
        for (Class<?> type :
                new Class<?>[] {
                    Animal.class,
                    Cat.class,
                    Toy.class,
                    Dog.class,
                    Named.class,
                    Inherited.class,
                    OfMethod.class
                }) {
            assertThat(world.find(type.getName())).isEqualTo(type);
        }
        assertThat(world.find(Stranger.class.getName())).isNull();
    }

    @Test
    void anAnnotationCannotAdmitTheJdk() {
        assertThatThrownBy(() -> world(Reckless.class, Map.of()))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("java.util.Scanner cannot be admitted");
    }

    @Test
    void aParameterAdmitsByNameWithoutInitialising() {
        String name = Stranger.class.getName();
        AllowedTypes world =
                world(Zoo.class, Map.of("serialize.admit", " " + name + ", java.util.Date,"));
        assertThat(world.find(name)).isNotNull();
        assertThat(INITIALISED).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.*, patterns would let a peer choose",
        "com.acme., patterns would let a peer choose",
        "com.acme.Missing, no class 'com.acme.Missing'",
        "java.util.Scanner, of the JDK only plain values cross",
        "javax.naming.InitialContext, of the JDK only plain values cross",
        "java.net.URLClassLoader, of the JDK only plain values cross"
    })
    void aParameterThatAdmitsNoClassOfTheUsersIsAnErrorAtStart(String name, String message) {
        refused("serialize.admit", name, message);
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void eachBoundIsASetting(Bound bound) {
        assertThat(world(Zoo.class, Map.of()).limits()).isEqualTo(ReadLimits.DEFAULT);
        ReadLimits limits = world(Zoo.class, Map.of(bound.parameter(), "77")).limits();
        assertThat(limits.value(bound)).isEqualTo(77);
        assertThat(limits.with(bound, ReadLimits.DEFAULT.value(bound)))
                .isEqualTo(ReadLimits.DEFAULT);
        for (String wrong : new String[] {"0", "-1"}) {
            refused(bound.parameter(), wrong, "(expected: ≥ 1)");
        }
        for (String wrong : new String[] {"many", "1.5", "99999999999"}) {
            refused(bound.parameter(), wrong, "expected: a whole number from 1 to 2147483647");
        }
    }

    @Test
    void anUnknownClassIsAnErrorUnlessTheServiceIsGenericOrTheUserSaysSo() {
        assertThat(world(Zoo.class, Map.of()).unknownAsMap()).isFalse();
        assertThat(world(Zoo.class, Map.of("serialize.unknown", "map")).unknownAsMap()).isTrue();
        assertThat(world(GenericService.class, Map.of()).unknownAsMap()).isTrue();
        assertThat(world(GenericService.class, Map.of("serialize.unknown", "error")).unknownAsMap())
                .isFalse();
        refused("serialize.unknown", "drop", "'drop' (expected: error or map)");
    }

    @Test
    void aRefusalNamesTheClassTheServiceAndTheLineToAdd() {
        AllowedTypes world = world(Zoo.class, Map.of());
        assertThat(world.notAdmitted("com.acme.Gift"))
                .hasMessageContaining("class com.acme.Gift is not admitted to demo.Zoo")
                .hasMessageContaining("add the line com.acme.Gift to META-INF/redub/admitted");
        assertThat(world.notAdmitted("[Lcom.acme.Gift;"))
                .hasMessageContaining("add the line com.acme.Gift to");
        assertThat(world.notAdmitted("javax.naming.InitialContext"))
                .hasMessageContaining("class javax.naming.InitialContext is not admitted")
                .hasMessageNotContaining("add the line");
        assertThat(world.notAdmitted("a\r\n${jndi:ldap://x}".repeat(1_000)).getMessage())
                .doesNotContain("\n", "{", "/x")
                .hasSizeLessThan(600);
    }

    @Test
    void filesAdmitAClassALine(@TempDir Path folder) throws IOException {
        write(folder, AdmittedFiles.OWN, "# ours\n\n" + Cat.class.getName() + " # the cat\n");
        write(
                folder,
                AdmittedFiles.DUBBO,
                "io.redub.\n"
                        + Dog.class.getName()
                        + "\njava.util.Scanner\n"
                        + Stranger.class.getName().substring(0, 25)
                        + "\n");
        assertThat(AdmittedFiles.read(loader(folder))).containsExactly(Cat.class, Dog.class);
        assertThat(INITIALISED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.Missing", "com.acme.*", "java.util.Scanner", "two words"})
    void aMistakeInAFileIsAnErrorWithFileAndLine(String line, @TempDir Path folder)
            throws IOException {
        write(folder, AdmittedFiles.OWN, Cat.class.getName() + "\n\n" + line + "\n");
        assertThatThrownBy(() -> AdmittedFiles.read(loader(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.getFileName() + "/META-INF/redub/admitted, line 3: ")
                .hasMessageContaining(line);
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static ClassLoader loader(Path folder) throws MalformedURLException {
        return new URLClassLoader(
                new java.net.URL[] {folder.toUri().toURL()},
                ServiceWorldTest.class.getClassLoader());
    }
}
