package io.redub.rules;

import io.redub.url.URL;
import java.util.Locale;

/**
 * Where a rule is in a config centre: the key in the group {@code dubbo}.
 *
 * @param subject an application, or a service as {@code interface:version:group} with empty parts
 *     kept: {@code com.acme.Orders::}
 */
public record RuleKey(Kind kind, String subject) {
    /** The group of all rules. */
    public static final String GROUP = "dubbo";

    /** What a rule does. */
    public enum Kind {
        /** Sets settings. */
        CONFIGURATORS,
        /** Routes by conditions. */
        CONDITION_ROUTER,
        /** Gives providers tags. */
        TAG_ROUTER,
        /** Prefers providers that are near. */
        AFFINITY_ROUTER,
        /** Routes by a script. */
        SCRIPT_ROUTER;

        /** The end of its keys. */
        public String suffix() {
            return "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @throws IllegalArgumentException if no rule has such a key
     */
    public static RuleKey of(String key) {
        for (Kind kind : Kind.values()) {
            if (key.endsWith(kind.suffix()) && key.length() > kind.suffix().length()) {
                return new RuleKey(kind, key.substring(0, key.length() - kind.suffix().length()));
            }
        }
        throw new IllegalArgumentException(
                "key: '"
                        + key
                        + "' (expected: an application, or a service as interface:version:group,"
                        + " and then .configurators, .condition-router, .tag-router,"
                        + " .affinity-router or .script-router)");
    }

    static RuleKey ofService(Kind kind, URL url) {
        String version = url.getVersion();
        String group = url.getGroup();
        return new RuleKey(
                kind,
                url.getServiceInterface()
                        + ":"
                        + (version == null || version.equals("0.0.0") ? "" : version)
                        + ":"
                        + (group == null ? "" : group));
    }

    @Override
    public String toString() {
        return subject + kind.suffix();
    }
}
