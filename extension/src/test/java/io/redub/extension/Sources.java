package io.redub.extension;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What a plug-in's author has: sources and declaration files, to be built into a folder or a jar.
 */
final class Sources {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Path> classPath = new ArrayList<>();

    /** A file of declarations under {@code META-INF/directory}. */
    Sources declare(String directory, String point, String... lines) {
        return file("META-INF/" + directory + "/" + point, String.join("\n", lines));
    }

    Sources declare(String directory, Class<?> point, String... lines) {
        return declare(directory, point.getName(), lines);
    }

    Sources java(String className, String source) {
        return file(className.replace('.', '/') + ".java", source);
    }

    Sources compiledAgainst(Path jar) {
        classPath.add(jar);
        return this;
    }

    private Sources file(String path, String text) {
        files.put(path, text);
        return this;
    }

    Path folder(Path into) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = into.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        List<Path> sources =
                files.keySet().stream()
                        .filter(name -> name.endsWith(".java"))
                        .map(into::resolve)
                        .toList();
        if (!sources.isEmpty()) {
            compile(sources, into);
        }
        return into;
    }

    Path jar(Path jar) throws IOException {
        Path folder = folder(Files.createTempDirectory(jar.getParent(), "built"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> built = Files.walk(folder)) {
            for (Path file :
                    built.filter(Files::isRegularFile)
                            .filter(f -> !f.toString().endsWith(".java"))
                            .sorted()
                            .toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private void compile(List<Path> sources, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        classPath.forEach(jar -> path.append(File.pathSeparator).append(jar));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-d",
                                            into.toString(),
                                            "-cp",
                                            path.toString()),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(sources))
                            .call();
            if (!compiled) {
                throw new IllegalArgumentException("sources do not compile: " + sources);
            }
        }
    }

    /** A loader of the point that sees these lines as a user's file. */
    static <T> ExtensionLoader<T> extensions(Path folder, Class<T> point, String... lines)
            throws IOException {
        return in(new Sources().declare("redub", point, lines).folder(folder), point);
    }

    static <T> ExtensionLoader<T> in(Path folder, Class<T> point) throws IOException {
        return new ExtensionLoader<>(point, List.of(loaderOf(folder)));
    }

    static URLClassLoader loaderOf(Path... places) throws MalformedURLException {
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(urls, Sources.class.getClassLoader());
    }
}
