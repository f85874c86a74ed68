package io.redub.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The properties of one place, by their canonical names. */
final class PropertySource {
    private static final Logger log = LoggerFactory.getLogger(PropertySource.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");

    /** A value and where it stands. */
    record Property(String value, Place place) {}

    private final Source source;
    private final TreeMap<String, Property> properties = new TreeMap<>();
    private final Map<String, Property> environment = new HashMap<>();

    private PropertySource(Source source) {
        this.source = source;
    }

    /** {@code -D}: of other names than elements' nothing is said, they may be anybody's. */
    static PropertySource system(Properties all, Problems problems) {
        PropertySource made = new PropertySource(Source.SYSTEM_PROPERTY);
        Map<String, String> ours = new LinkedHashMap<>();
        for (String name : all.stringPropertyNames()) {
            if (PropertyKey.concernsAnElement(name)) {
                ours.put(name, all.getProperty(name));
            }
        }
        made.addAll(ours, name -> "-D" + name, problems);
        return made;
    }

    static PropertySource environment(Map<String, String> all, Problems problems) {
        PropertySource made = new PropertySource(Source.ENVIRONMENT);
        Map<String, String> dotted = new LinkedHashMap<>();
        for (String prefix : List.of("DUBBO_", "REDUB_")) {
            all.forEach(
                    (name, value) -> {
                        if (name.startsWith(prefix)) {
                            made.environment.put(
                                    name.substring(prefix.length()),
                                    new Property(
                                            value,
                                            new Place(
                                                    Source.ENVIRONMENT,
                                                    "environment variable " + name)));
                        } else if (PropertyKey.concernsAnElement(name)) {
                            dotted.put(name, value);
                        }
                    });
        }
        made.addAll(dotted, name -> "environment variable " + name, problems);
        return made;
    }

    /**
     * @param place of a property by its name
     */
    static PropertySource of(
            Source source,
            Map<String, String> values,
            Function<String, String> place,
            Problems problems) {
        PropertySource made = new PropertySource(source);
        made.addAll(values, place, problems);
        return made;
    }

    /** A text in the format of {@link Properties}, with line numbers. */
    static PropertySource text(Source source, String name, String text, Problems problems) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        int number = 0;
        int start = 0;
        StringBuilder logical = new StringBuilder();
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            if (logical.isEmpty()) {
                start = number;
            }
            logical.append(line).append('\n');
            if (continues(line)) {
                continue;
            }
            Properties one = parse(name + " line " + start, logical.toString(), problems);
            logical.setLength(0);
            for (String key : one.stringPropertyNames()) {
                values.put(key, one.getProperty(key));
                lines.put(key, start);
            }
        }
        return of(
                source,
                values,
                key -> name + " line " + lines.get(key) + " (" + key + ")",
                problems);
    }

    private static boolean continues(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        String begin = line.stripLeading();
        return (line.length() - end) % 2 == 1 && !begin.startsWith("#") && !begin.startsWith("!");
    }

    private static Properties parse(String where, String text, Problems problems) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(where + ": " + e.getMessage() + " (expected: name=value)");
        }
        return one;
    }

    private void addAll(
            Map<String, String> values, Function<String, String> place, Problems problems) {
        // What is named redub comes last and wins.
        for (String prefix : List.of("dubbo.", "redub.")) {
            values.forEach(
                    (name, value) -> {
                        if (name.startsWith(prefix)) {
                            add(name, value, new Place(source, place.apply(name)), problems);
                        }
                    });
        }
    }

    private void add(String name, String value, Place place, Problems problems) {
        PropertyKey key = PropertyKey.of(name);
        String canonical = key.canonical();
        if (canonical != null) {
            properties.put(canonical, new Property(resolve(value, place, problems), place));
        } else if (name.startsWith("redub.")) {
            problems.add(name + ": " + key.problem(), place);
        } else {
            log.warn("{} is left out: {}, from {}", name, key.problem(), place);
        }
    }

    /** Replaces {@code ${name}} and {@code ${name:default}} by -D or the environment. */
    private static String resolve(String value, Place place, Problems problems) {
        if (!value.contains("${")) {
            return value;
        }
        UnaryOperator<@Nullable String> variable =
                name -> System.getProperty(name, System.getenv(name));
        return PLACEHOLDER
                .matcher(value)
                .replaceAll(
                        found -> {
                            String given = variable.apply(found.group(1));
                            String used = given == null ? found.group(2) : given;
                            if (used == null) {
                                problems.add(
                                        found.group()
                                                + " is neither a system property nor an"
                                                + " environment variable, and has no default",
                                        place);
                                used = "";
                            }
                            return Matcher.quoteReplacement(used);
                        });
    }

    Source source() {
        return source;
    }

    @Nullable Property find(String canonical) {
        Property found = properties.get(canonical);
        return found != null || environment.isEmpty()
                ? found
                : environment.get(PropertyKey.environment(canonical));
    }

    /** The properties below a prefix that ends with a dot, by the rest of their names. */
    Map<String, Property> below(String prefix) {
        Map<String, Property> found = new LinkedHashMap<>();
        properties
                .subMap(prefix, prefix + Character.MAX_VALUE)
                .forEach((key, value) -> found.put(key.substring(prefix.length()), value));
        return found;
    }

    /** The ids of elements that have properties of their own. */
    Set<String> ids(ElementKind kind) {
        Set<String> ids = new LinkedHashSet<>();
        for (String rest : new ArrayList<>(below(kind.plural() + ".").keySet())) {
            ids.add(rest.substring(0, rest.indexOf('.')));
        }
        return ids;
    }

    /** Whether there is a property for the elements of a kind as such. */
    boolean has(ElementKind kind) {
        String prefix = PropertyKey.environment(kind.tag()) + "_";
        return below(kind.tag() + ".").keySet().stream()
                        .anyMatch(key -> !key.contains(".") || key.startsWith("parameters."))
                || environment.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }
}
