package io.redub.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What keeps the code small and readable, as far as a machine can tell. */
class StyleTest {
    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*Impl|.*Utils?|.*Helper|.*Manager|.*Constants|Abstract.*");

    private static final int PUBLIC_TYPES = 60;
    private static final int LINES_P95 = 300;
    private static final int LINES_MAX = 600;
    private static final int LOADER_LINES = 350;

    @Test
    void namesSayWhatAThingIs() {
        assertThat(
                        Repository.CLASSES.stream()
                                .filter(
                                        type ->
                                                FORBIDDEN_NAME
                                                        .matcher(type.getSimpleName())
                                                        .matches())
                                .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void librariesWriteToALogNotToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(Repository.CLASSES);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(Repository.CLASSES);
    }

    @Test
    void mainCodeAwaitsConditionsInsteadOfSleeping() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .check(Repository.CLASSES);
    }

    @Test
    void aUserCompilesAgainstFewTypes() {
        Set<String> layers = Set.of("io.redub.service", "io.redub.config");
        List<String> types =
                Repository.CLASSES.stream()
                        .filter(type -> layers.contains(type.getPackageName()))
                        .filter(type -> isPublic(type))
                        .map(JavaClass::getName)
                        .sorted()
                        .toList();
        Figures.print("public types of service + config", types.size(), PUBLIC_TYPES);
        assertThat(types).hasSizeLessThanOrEqualTo(PUBLIC_TYPES);
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(StyleTest::isPublic).orElse(true);
    }

    @Test
    void filesAreShort() {
        List<Path> files = Repository.mainSources();
        List<Integer> lines = files.stream().map(StyleTest::lines).sorted().toList();
        int p95 = lines.get((int) Math.ceil(lines.size() * 0.95) - 1);
        Figures.print("lines of a main file, 95th percentile", p95, LINES_P95);
        Figures.print("lines of a main file, longest", lines.get(lines.size() - 1), LINES_MAX);
        assertThat(p95).isLessThanOrEqualTo(LINES_P95);
        assertThat(files)
                .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(LINES_MAX));
    }

    @Test
    void theExtensionLoaderStaysSmall() {
        Path loader =
                Repository.ROOT.resolve(
                        "extension/src/main/java/io/redub/extension/ExtensionLoader.java");
        Figures.print("lines of ExtensionLoader", lines(loader), LOADER_LINES);
        assertThat(lines(loader)).isLessThanOrEqualTo(LOADER_LINES);
    }

    private static int lines(Path file) {
        return (int) Repository.text(file).lines().count();
    }

    @Test
    void everyFileSaysFirstWhatItIsFor() {
        Pattern documented =
                Pattern.compile(
                        "(?s).*/\\*\\*.*?\\*/\\s*(@|public|final|abstract|sealed|class|interface|enum|record|package).*");
        assertThat(Repository.mainSources())
                .allSatisfy(
                        file ->
                                assertThat(Repository.text(file))
                                        .as(
                                                "%s begins with Javadoc",
                                                Repository.ROOT.relativize(file))
                                        .matches(documented));
    }

    @Test
    void everyPackageIsNullMarked() {
        for (Path module : Repository.modules()) {
            assertThat(Repository.mainSources(module))
                    .as("files of %s", Repository.ROOT.relativize(module))
                    .anySatisfy(
                            file -> {
                                assertThat(file.getFileName()).hasToString("package-info.java");
                                assertThat(Repository.text(file)).contains("@NullMarked");
                            });
        }
    }
}
