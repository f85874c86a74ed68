package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.url.URL;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extension points and extensions in jars of their own class loaders, as users bring them. */
class ForeignExtensionTest {
    private static final String POINT =
            """
            package shop;
            import io.redub.extension.*;
            import io.redub.url.URL;
            @SPI("plain")
            %s interface Price {
                @Adaptive String of(URL url, double amount) throws Exception;
            }
            """;
    private static final String PLAIN =
            """
            package shop;
            class Plain implements Price {
                public String of(io.redub.url.URL url, double amount) { return "plain" + amount; }
            }
            """;
    private static final String DISCOUNT =
            """
            package plugin;
            public class Discount implements shop.Price {
                public String of(io.redub.url.URL url, double amount) { return "less" + amount; }
            }
            """;

    @TempDir Path folder;

    private Path points(String access) throws Exception {
        return new Sources()
                .java("shop.Price", POINT.formatted(access))
                .java("shop.Plain", PLAIN)
                .declare("redub", "shop.Price", "plain=shop.Plain")
                .jar(folder.resolve("points.jar"));
    }

    @Test
    void anInterfaceOfAnotherClassLoaderHasAnAdaptiveExtension() throws Exception {
        try (URLClassLoader shop = Sources.loaderOf(points("public"))) {
            assertThat(price(shop.loadClass("shop.Price"), "any://h")).isEqualTo("plain2.5");
        }
    }

    @Test
    void evenIfItIsNotPublic() throws Exception {
        try (URLClassLoader shop = Sources.loaderOf(points(""))) {
            assertThat(price(shop.loadClass("shop.Price"), "any://h")).isEqualTo("plain2.5");
        }
    }

    @Test
    void aPluginOfTheContextClassLoaderIsFound() throws Exception {
        Path points = points("public");
        Path plugin =
                new Sources()
                        .compiledAgainst(points)
                        .java("plugin.Discount", DISCOUNT)
                        .declare("services", "shop.Price", "discount=plugin.Discount")
                        .jar(folder.resolve("plugin.jar"));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader shop = Sources.loaderOf(points);
                URLClassLoader application =
                        new URLClassLoader(new java.net.URL[] {plugin.toUri().toURL()}, shop)) {
            thread.setContextClassLoader(application);
            Class<?> point = shop.loadClass("shop.Price");
            assertThat(price(point, "any://h?price=discount")).isEqualTo("less2.5");
            assertThat(ExtensionLoader.getExtensionLoader(point).getSupportedExtensions())
                    .containsOnlyKeys("plain", "discount")
                    .hasValueSatisfying(
                            new org.assertj.core.api.Condition<>(
                                    d -> d.origin().contains("plugin.jar!/META-INF/services/"),
                                    "from the plug-in's jar"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void anOptionalPluginWithoutItsLibraryFailsWhenItIsAskedForAndNotBefore() throws Exception {
        Path library =
                new Sources()
                        .java("lib.Client", "package lib; public class Client {}")
                        .jar(folder.resolve("library.jar"));
        Path points = points("public");
        Path plugin =
                new Sources()
                        .compiledAgainst(points)
                        .compiledAgainst(library)
                        .java(
                                "plugin.Discount",
                                """
                                package plugin;
                                public class Discount extends lib.Client implements shop.Price {
                                    public String of(io.redub.url.URL url, double amount) {
                                        return "";
                                    }
                                }
                                """)
                        .java(
                                "plugin.Late",
                                """
                                package plugin;
                                public class Late implements shop.Price {
                                    private final Object client = new lib.Client();
                                    public String of(io.redub.url.URL url, double amount) {
                                        return client + "";
                                    }
                                }
                                """)
                        .declare(
                                "redub",
                                "shop.Price",
                                "discount=plugin.Discount",
                                "late=plugin.Late")
                        .jar(folder.resolve("plugin.jar"));
        try (URLClassLoader shop = Sources.loaderOf(points, plugin)) {
            Class<?> point = shop.loadClass("shop.Price");
            assertThat(price(point, "any://h")).isEqualTo("plain2.5");
            ExtensionLoader<?> loader = ExtensionLoader.getExtensionLoader(point);
            assertThatThrownBy(() -> loader.getExtension("discount"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("plugin.jar!", ":1)", "lib/Client");
            assertThatThrownBy(() -> loader.getExtension("late"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("plugin.jar!", ":2)", "lib/Client");
        }
    }

    @Test
    void aClassThatSeesAnotherCopyOfTheInterfaceIsToldSo() throws Exception {
        Path points = points("public");
        try (URLClassLoader shop = Sources.loaderOf(points);
                URLClassLoader copy = Sources.loaderOf(points)) {
            ExtensionLoader<?> loader =
                    new ExtensionLoader<>(shop.loadClass("shop.Price"), java.util.List.of(copy));
            assertThatThrownBy(() -> loader.getExtension("plain"))
                    .hasMessageContainingAll("shop.Plain", "does not implement shop.Price of");
        }
    }

    @Test
    void aClosedClassLoaderIsNotKeptAlive() throws Exception {
        WeakReference<ClassLoader> gone = useAndClose(points("public"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            System.gc();
                            return gone.get() == null;
                        });
    }

    private WeakReference<ClassLoader> useAndClose(Path points) throws Exception {
        try (URLClassLoader shop = Sources.loaderOf(points)) {
            assertThat(price(shop.loadClass("shop.Price"), "any://h")).isEqualTo("plain2.5");
            return new WeakReference<>(shop);
        } finally {
            Files.delete(points);
        }
    }

    private static Object price(Class<?> point, String url) throws Exception {
        Object adaptive = ExtensionLoader.getExtensionLoader(point).getAdaptiveExtension();
        Method of = point.getMethod("of", URL.class, double.class);
        of.setAccessible(true);
        return of.invoke(adaptive, URL.valueOf(url), 2.5);
    }
}
