package io.redub.config;

import io.redub.rules.Permitted;
import io.redub.url.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which settings a rule may set, and to which values: what consumers would take from a provider, a
 * fault policy by the name of one that is here, and a mock. The rest of what a mock may be is
 * decided where it is made.
 */
enum RuleSettings implements Permitted {
    CONSUMER(ElementKind.REFERENCE, ElementKind.CONSUMER, ElementKind.METHOD),
    PROVIDER(ElementKind.SERVICE, ElementKind.PROVIDER, ElementKind.METHOD),
    EITHER(
            ElementKind.REFERENCE,
            ElementKind.CONSUMER,
            ElementKind.SERVICE,
            ElementKind.PROVIDER,
            ElementKind.METHOD);

    /** Who somebody is, and how he is spoken to, is not a matter of rules. */
    private static final Set<String> IDENTITY =
            Set.of(
                    "interface",
                    "path",
                    "methods",
                    "side",
                    "application",
                    "group",
                    "version",
                    "dubbo",
                    "redub",
                    "release",
                    "pid",
                    "timestamp",
                    "token",
                    "generic",
                    "url",
                    "serialization",
                    "prefer.serialization",
                    "payload",
                    "callbacks",
                    "register",
                    "check",
                    "bootstrap",
                    "script.rules");

    private static final Set<String> FLAGS = Set.of("disabled", "enabled");
    private static final Set<String> CHECKED_LATER = Set.of("mock", "cluster");

    /** What a consumer may change of a provider without another connection or other filters. */
    private static final Set<String> OF_CLUSTER =
            Set.of(
                    "weight",
                    "warmup",
                    "retries",
                    "loadbalance",
                    "cluster",
                    "mock",
                    "sticky",
                    "disabled",
                    "enabled",
                    "dubbo.tag");

    private final List<ElementKind> kinds;

    RuleSettings(ElementKind... kinds) {
        this.kinds = List.of(kinds);
    }

    @Override
    public @Nullable String value(String key, String value) {
        String last = afterMethod(key);
        if (IDENTITY.contains(last) || key.startsWith("serialize.") || key.startsWith("bind.")) {
            return null;
        }
        if (FLAGS.contains(last)) {
            if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException(
                        key + ": '" + value + "' (expected: true or false)");
            }
            return value;
        }
        boolean ownLog = this != CONSUMER && key.equals("accesslog");
        if (ownLog ? !value.matches("true|false|default") : refused(key, last)) {
            return null;
        }
        Setting setting = setting(key);
        return setting == null ? value : setting.read(value);
    }

    private static boolean refused(String key, String last) {
        return !CHECKED_LATER.contains(last) && OfferedSettings.isRefused(key);
    }

    private @Nullable Setting setting(String key) {
        String rest = key;
        while (true) {
            for (ElementKind kind : kinds) {
                Setting found = SettingTable.find(kind, rest);
                if (found != null) {
                    return found;
                }
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return null;
            }
            rest = rest.substring(dot + 1);
        }
    }

    /** A setting of a single method stands behind its name. */
    private static String afterMethod(String key) {
        if (IDENTITY.contains(key) || OF_CLUSTER.contains(key)) {
            return key;
        }
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Whether what one URL says of a provider's connection and filters, the other says, too. */
    static boolean sameConnection(URL one, URL other) {
        return ofConnection(one).equals(ofConnection(other));
    }

    private static Map<String, String> ofConnection(URL url) {
        Map<String, String> rest = new HashMap<>(url.getParameters());
        rest.keySet().removeIf(key -> OF_CLUSTER.contains(afterMethod(key)));
        return rest;
    }
}
