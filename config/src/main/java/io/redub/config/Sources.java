package io.redub.config;

import io.redub.config.PropertySource.Property;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All properties, by the rank of where they come from. Immutable. */
final class Sources {
    private final List<PropertySource> sources;

    Sources(List<PropertySource> sources) {
        this.sources =
                sources.stream().sorted(Comparator.comparing(PropertySource::source)).toList();
    }

    /**
     * @param given files and maps of the user; of two that say the same, the later wins
     */
    static Sources load(List<PropertySource> given, Problems problems) {
        List<PropertySource> all = new ArrayList<>();
        all.add(PropertySource.system(System.getProperties(), problems));
        all.add(PropertySource.environment(System.getenv(), problems));
        for (int i = given.size() - 1; i >= 0; i--) {
            all.add(given.get(i));
        }
        all.addAll(onClassPath(problems));
        return new Sources(all);
    }

    Sources and(List<PropertySource> more) {
        List<PropertySource> all = new ArrayList<>(sources);
        all.addAll(more);
        return new Sources(all);
    }

    private static List<PropertySource> onClassPath(Problems problems) {
        List<PropertySource> found = new ArrayList<>();
        for (String name : List.of("redub", "dubbo")) {
            String variable = name + ".properties.file";
            String given = System.getProperty(variable);
            String file = given == null ? name + ".properties" : given;
            try {
                String text = read(file);
                if (text != null) {
                    found.add(PropertySource.text(Source.CLASS_PATH, file, text, problems));
                } else if (given != null) {
                    problems.add(
                            "-D"
                                    + variable
                                    + ": there is no "
                                    + file
                                    + " (expected: a path, or a name on the class path)");
                }
            } catch (IOException e) {
                problems.add(file + " cannot be read: " + e);
            }
        }
        return found;
    }

    /** A file, or a resource on the class path; null if there is neither. */
    private static @Nullable String read(String name) throws IOException {
        Path path = Path.of(name);
        if (path.isAbsolute() || name.contains("/") && Files.exists(path)) {
            return Files.exists(path) ? Files.readString(path) : null;
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? Sources.class.getClassLoader() : context;
        try (InputStream in = loader.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * What properties say, the most specific name first, then by rank.
     *
     * @param beforeDeclared what wins over declared elements, or else what does not
     */
    List<Property> find(List<String> names, boolean beforeDeclared) {
        List<Property> found = new ArrayList<>();
        for (String name : names) {
            for (PropertySource source : side(beforeDeclared)) {
                Property property = source.find(name);
                if (property != null) {
                    found.add(property);
                }
            }
        }
        return found;
    }

    /** The same for all properties below these prefixes, by the rest of their names. */
    Map<String, List<Property>> below(List<String> prefixes, boolean beforeDeclared) {
        Map<String, List<Property>> found = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            for (PropertySource source : side(beforeDeclared)) {
                source.below(prefix)
                        .forEach(
                                (key, value) ->
                                        found.computeIfAbsent(key, any -> new ArrayList<>())
                                                .add(value));
            }
        }
        return found;
    }

    private List<PropertySource> side(boolean beforeDeclared) {
        return sources.stream()
                .filter(each -> each.source().compareTo(Source.DECLARED) < 0 == beforeDeclared)
                .toList();
    }

    /** The ids of elements that have properties of their own. */
    Set<String> ids(ElementKind kind) {
        Set<String> ids = new LinkedHashSet<>();
        sources.forEach(source -> ids.addAll(source.ids(kind)));
        return ids;
    }

    /** Whether there are properties for elements of a kind as such. */
    boolean has(ElementKind kind) {
        return sources.stream().anyMatch(source -> source.has(kind));
    }

    /** A property that belongs to no element. */
    @Nullable Property global(String name) {
        List<Property> found = new ArrayList<>(find(List.of(name), true));
        found.addAll(find(List.of(name), false));
        return found.isEmpty() ? null : found.get(0);
    }
}
