package io.redub.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The properties of Spring's environment that are ours, with their places.
 *
 * @param values by name, without those of the system and of environment variables, which rank
 *     higher and are read by the bootstrap itself
 */
record EnvironmentProperties(Map<String, String> values, Map<String, String> places) {
    private static final Set<String> OF_THE_SYSTEM =
            Set.of(
                    StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);

    static EnvironmentProperties of(Environment environment, @Nullable PropertyOrigins origins) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        if (environment instanceof ConfigurableEnvironment known) {
            for (PropertySource<?> source : known.getPropertySources()) {
                if (source instanceof EnumerablePropertySource<?> listed
                        && !OF_THE_SYSTEM.contains(source.getName())) {
                    for (String name : listed.getPropertyNames()) {
                        Object value = isOurs(name) ? source.getProperty(name) : null;
                        if (value != null && !values.containsKey(name)) {
                            values.put(name, environment.resolvePlaceholders(value.toString()));
                            places.put(name, place(source, name, origins));
                        }
                    }
                }
            }
        }
        return new EnvironmentProperties(values, places);
    }

    /** The packages to scan have the same beginning, but are not for the bootstrap. */
    private static boolean isOurs(String name) {
        return (name.startsWith("redub.") || name.startsWith("dubbo."))
                && !name.startsWith("scan.", 6);
    }

    private static String place(
            PropertySource<?> source, String name, @Nullable PropertyOrigins origins) {
        String known = origins == null ? null : origins.place(source, name);
        return (known == null ? source.getName() : known) + " (" + name + ")";
    }

    String place(String name) {
        return places.getOrDefault(name, name);
    }

    /** Whether any property begins so, after {@code redub.} or {@code dubbo.}. */
    boolean any(String beginning) {
        return values.keySet().stream().anyMatch(name -> name.startsWith(beginning, 6));
    }
}
