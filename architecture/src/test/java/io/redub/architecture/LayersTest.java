package io.redub.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Layers know only what they may know. A layer is the first package below {@code io.redub}; a
 * module of a layer is one package, its SPI {@code io.redub.<layer>} and its implementations {@code
 * io.redub.<layer>.<name>}.
 */
class LayersTest {
    private static final String BASE = "io.redub.";

    /** Top to bottom; a layer imports only layers behind it, besides the ground. */
    private static final List<String> ORDER =
            List.of(
                    "testkit",
                    "boot",
                    "spring",
                    "config",
                    "proxy",
                    "rules",
                    "registry",
                    "cluster",
                    "monitor",
                    "protocol",
                    "web",
                    "exchange",
                    "transport",
                    "serialize",
                    "service",
                    "extension",
                    "url");

    /**
     * What a layer may import besides itself and {@code extension}. {@code service} is layer 1 and
     * at the same time the vocabulary (Invoker, Invocation, Result, Status) of layers 2 to 7, so it
     * stands behind them in {@link #ORDER}.
     */
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    entry("url", Set.of()),
                    entry("extension", Set.of("url")),
                    entry("service", Set.of()),
                    entry("serialize", Set.of()),
                    entry("transport", Set.of()),
                    entry("exchange", Set.of("transport")),
                    // HTTP's way to exchange requests and responses, beside the dubbo protocol's.
                    entry("web", Set.of("exchange", "transport")),
                    // url: services are exported and referred by URL, the language of Dubbo peers.
                    entry("protocol", Set.of("exchange", "serialize", "service", "url", "web")),
                    entry("monitor", Set.of("service")),
                    // url: what routes and balancers look at in providers are their URLs.
                    entry("cluster", Set.of("service", "url")),
                    // service: failures of a registry are RpcExceptions with the code REGISTRY.
                    entry("registry", Set.of("cluster", "service", "url")),
                    entry("proxy", Set.of("service")),
                    // registry: what rules are read from; cluster: what they make routers for.
                    entry("rules", Set.of("registry", "cluster", "service", "url")),
                    entry("config", all()),
                    entry("spring", Set.of("config", "service")),
                    // monitor: its figures become meters.
                    entry("boot", Set.of("config", "monitor", "spring")),
                    entry("testkit", all()));

    /** What several implementations of a layer stand on, besides its SPI. */
    private static final Set<String> SHARED = Set.of("io.redub.protocol.web");

    private static Set<String> all() {
        return Set.copyOf(ORDER);
    }

    private static String layer(JavaClass type) {
        String rest = type.getPackageName().substring(BASE.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static Set<String> violations(java.util.function.Predicate<Dependency> forbidden) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : Repository.CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(BASE) && forbidden.test(dependency)) {
                    found.add(type.getName() + " imports " + target.getName());
                }
            }
        }
        return found;
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    @Test
    void everyPublishedModuleIsLookedAt() {
        Set<String> looked =
                Repository.CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());
        for (Path module : Repository.modules()) {
            assertThat(looked)
                    .as(
                            "packages on the test class path; %s belongs into architecture/pom.xml",
                            Repository.ROOT.relativize(module))
                    .contains(Repository.packageOf(Repository.mainSources(module).get(0)));
        }
        assertThat(looked.stream().map(name -> name.split("\\.")[2]).distinct())
                .as("layers; a new one belongs into the table above")
                .allMatch(MAY_IMPORT::containsKey);
    }

    @Test
    void aModuleIsOneFlatPackage() {
        for (Path module : Repository.modules()) {
            assertThat(
                            Repository.mainSources(module).stream()
                                    .map(Repository::packageOf)
                                    .distinct())
                    .as("packages of %s", Repository.ROOT.relativize(module))
                    .hasSize(1);
        }
    }

    @Test
    void aPackageBelongsToOneModule() {
        List<String> packages =
                Repository.modules().stream()
                        .map(module -> Repository.mainSources(module).get(0))
                        .map(Repository::packageOf)
                        .toList();
        assertThat(packages).doesNotHaveDuplicates();
    }

    @Test
    void aLayerImportsOnlyWhatTheTableAllows() {
        assertThat(
                        violations(
                                dependency -> {
                                    String from = layer(dependency.getOriginClass());
                                    String to = layer(target(dependency));
                                    return !from.equals(to)
                                            && !to.equals("extension")
                                            && !MAY_IMPORT.get(from).contains(to);
                                }))
                .isEmpty();
    }

    @Test
    void nothingImportsUpward() {
        assertThat(
                        violations(
                                dependency -> {
                                    int from = ORDER.indexOf(layer(dependency.getOriginClass()));
                                    int to = ORDER.indexOf(layer(target(dependency)));
                                    return to < from;
                                }))
                .isEmpty();
    }

    @Test
    void implementationsOfOneLayerDoNotKnowEachOther() {
        assertThat(
                        violations(
                                dependency -> {
                                    JavaClass from = dependency.getOriginClass();
                                    JavaClass to = target(dependency);
                                    String spi = BASE + layer(from);
                                    return layer(from).equals(layer(to))
                                            && !from.getPackageName().equals(to.getPackageName())
                                            && !to.getPackageName().equals(spi)
                                            && !SHARED.contains(to.getPackageName());
                                }))
                .isEmpty();
    }

    /** Assembly goes through the loader, so that a user may leave an implementation out. */
    @Test
    void nobodyImportsAnImplementationOfAnotherLayer() {
        assertThat(
                        violations(
                                dependency -> {
                                    JavaClass from = dependency.getOriginClass();
                                    JavaClass to = target(dependency);
                                    return !layer(from).equals(layer(to))
                                            && !to.getPackageName().equals(BASE + layer(to));
                                }))
                .isEmpty();
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.redub.(**)").should().beFreeOfCycles().check(Repository.CLASSES);
    }
}
