package io.redub.all;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The jar of {@code examples/foreign-jar}, built as its own project builds it: its sources compiled
 * against Redub, and its resources.
 */
final class ForeignJar {
    private static final Path PROJECT = root().resolve("examples/foreign-jar");

    private ForeignJar() {}

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(".mvn"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("no .mvn above " + Path.of("").toAbsolutePath());
        }
        return at;
    }

    /** Class path of this test: Redub's modules and what they need. */
    static String redub() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Makes {@code plugins.jar} in the folder. */
    static Path build(Path folder) throws IOException {
        return jar(folder, "main", redub());
    }

    /** Makes {@code tests.jar} in the folder, against the plug-ins' jar. */
    static Path buildTests(Path folder, Path plugins) throws IOException {
        return jar(folder, "test", redub() + File.pathSeparator + plugins);
    }

    private static Path jar(Path folder, String kind, String classPath) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(kind + "-classes"));
        List<String> arguments =
                new ArrayList<>(
                        List.of("--release", "17", "-cp", classPath, "-d", classes.toString()));
        List<Path> sources = files(PROJECT.resolve("src/" + kind + "/java"));
        sources.forEach(source -> arguments.add(source.toString()));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(new String[0]));
        if (status != 0) {
            throw new IOException("javac of " + PROJECT + " ended with " + status);
        }
        Path jar = folder.resolve(kind.equals("main") ? "plugins.jar" : "tests.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, classes);
            add(out, PROJECT.resolve("src/" + kind + "/resources"));
        }
        return jar;
    }

    private static void add(JarOutputStream out, Path folder) throws IOException {
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            out.putNextEntry(new JarEntry(name));
            Files.copy(file, out);
            out.closeEntry();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
