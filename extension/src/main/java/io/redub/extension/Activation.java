package io.redub.extension;

import io.redub.extension.Catalogue.Member;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which extensions take part for a URL: those whose {@link Activate} holds, and those named. Named
 * ones follow the others, or stand around the place where {@code default} is named; {@code -name}
 * leaves one out, {@code -default} all that were not named.
 */
final class Activation {
    private static final String DEFAULT = "default";

    /** Values that mean a feature is off, as Dubbo has them. */
    private static final Set<String> OFF = Set.of("", "false", "0", "null", "n/a");

    private Activation() {}

    static Set<String> names(
            List<? extends Member<?>> activated,
            URL url,
            List<String> named,
            @Nullable String group) {
        Set<String> configured = new LinkedHashSet<>();
        named.stream().map(String::trim).filter(n -> !n.isEmpty()).forEach(configured::add);
        List<String> defaults = new ArrayList<>();
        if (!configured.contains("-" + DEFAULT)) {
            for (Member<?> member : activated) {
                String name = member.name();
                if (!configured.contains(name)
                        && !configured.contains("-" + name)
                        && holds(member.type().getAnnotation(Activate.class), url, group)) {
                    defaults.add(name);
                }
            }
        }
        Set<String> names = new LinkedHashSet<>();
        if (!configured.contains(DEFAULT)) {
            names.addAll(defaults);
        }
        for (String name : configured) {
            if (name.equals(DEFAULT)) {
                names.addAll(defaults);
            } else if (!name.startsWith("-") && !configured.contains("-" + name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean holds(Activate activate, URL url, @Nullable String group) {
        List<String> groups = List.of(activate.group());
        if (group != null && !group.isEmpty() && !groups.isEmpty() && !groups.contains(group)) {
            return false;
        }
        if (activate.value().length == 0) {
            return true;
        }
        for (String condition : activate.value()) {
            int colon = condition.indexOf(':');
            String key = colon < 0 ? condition : condition.substring(0, colon);
            String expected = colon < 0 ? null : condition.substring(colon + 1);
            if (isSet(url, key, expected)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the key, or a method's ({@code hello.key}), has a value. */
    private static boolean isSet(URL url, String key, @Nullable String expected) {
        for (Map.Entry<String, String> parameter : url.getParameters().entrySet()) {
            String value = parameter.getValue();
            if ((parameter.getKey().equals(key) || parameter.getKey().endsWith("." + key))
                    && (expected == null
                            ? !OFF.contains(value.toLowerCase(Locale.ROOT))
                            : value.equals(expected))) {
                return true;
            }
        }
        return false;
    }
}
