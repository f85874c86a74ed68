package io.redub.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository as the checks see it: its modules, their sources, their compiled classes. */
final class Repository {
    /**
     * Not for users to build upon: programs, examples, foreign peers, measurements, these tests.
     */
    static final Set<String> NOT_PUBLISHED =
            Set.of("all", "bom", "cli", "architecture", "interop", "bench");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z0-9_.]+);");

    static final Path ROOT = root();

    /** The main classes of all published modules. */
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.redub");

    private Repository() {}

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(".mvn"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException(
                    "no folder with .mvn above " + Path.of("").toAbsolutePath());
        }
        return at;
    }

    /** Folders of the published modules that have code. */
    static List<Path> modules() {
        List<Path> found = new ArrayList<>();
        Matcher matcher = MODULE.matcher(text(ROOT.resolve("pom.xml")));
        while (matcher.find()) {
            String module = matcher.group(1);
            Path folder = ROOT.resolve(module);
            if (!NOT_PUBLISHED.contains(module)
                    && !module.startsWith("examples/")
                    && Files.isDirectory(folder.resolve("src/main/java"))) {
                found.add(folder);
            }
        }
        return found;
    }

    static List<Path> mainSources() {
        return modules().stream().flatMap(module -> mainSources(module).stream()).toList();
    }

    static List<Path> mainSources(Path module) {
        return files(module.resolve("src/main/java"), ".java");
    }

    /** Every Java file of the repository, tests included. */
    static List<Path> allSources() {
        return files(ROOT, ".java");
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String packageOf(Path source) {
        Matcher matcher = PACKAGE.matcher(text(source));
        if (!matcher.find()) {
            throw new IllegalStateException(source + " has no package");
        }
        return matcher.group(1);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
