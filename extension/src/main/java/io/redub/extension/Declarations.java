package io.redub.extension;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All declarations for one extension point. The directories are read in the order of {@link
 * #DIRECTORIES}; a name in a later one replaces the same name of an earlier one, so a user's file
 * replaces a built-in. Two classes for one name within a directory are an error, for their order
 * would be the accident of the class path.
 */
final class Declarations {
    /** Where files are looked for: Redub's own first, then those a user may put against them. */
    static final List<String> DIRECTORIES =
            List.of(
                    "META-INF/redub/internal/",
                    "META-INF/redub/",
                    "META-INF/dubbo/",
                    "META-INF/services/");

    /** A declaration, and the class loader that sees its file and is to load its class. */
    record Found(Declaration declaration, ClassLoader loader) {}

    private Declarations() {}

    /**
     * By name, in the order of the files.
     *
     * @throws IllegalStateException naming every malformed line, ambiguous name and unreadable file
     */
    static Map<String, Found> find(Class<?> type, List<ClassLoader> loaders) {
        List<String> problems = new ArrayList<>();
        Map<String, Found> all = new LinkedHashMap<>();
        for (String directory : DIRECTORIES) {
            all.putAll(inDirectory(type, directory + type.getName(), loaders, problems));
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "The extensions of "
                            + type.getName()
                            + " are declared wrongly:\n  "
                            + String.join("\n  ", problems));
        }
        return all;
    }

    private static Map<String, Found> inDirectory(
            Class<?> type, String path, List<ClassLoader> loaders, List<String> problems) {
        Map<String, Found> byName = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ClassLoader loader : loaders) {
            for (URL file : resources(loader, path, problems)) {
                if (!seen.add(file.toString())) {
                    continue;
                }
                for (Declaration next : DeclarationFile.read(type, file, problems)) {
                    Found first = byName.putIfAbsent(next.name(), new Found(next, loader));
                    if (first != null
                            && !first.declaration().className().equals(next.className())) {
                        problems.add(ambiguous(first.declaration(), next));
                    }
                }
            }
        }
        return byName;
    }

    private static List<URL> resources(ClassLoader loader, String path, List<String> problems) {
        try {
            return Collections.list(loader.getResources(path));
        } catch (IOException e) {
            problems.add(path + ": " + loader + " cannot look for it: " + e);
            return List.of();
        }
    }

    private static String ambiguous(Declaration first, Declaration second) {
        return "'"
                + first.name()
                + "' is two classes: "
                + first.className()
                + " ("
                + first.origin()
                + ") and "
                + second.className()
                + " ("
                + second.origin()
                + "); rename one, or move the one that shall win to a directory read later";
    }
}
