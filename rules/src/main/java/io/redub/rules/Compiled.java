package io.redub.rules;

import io.redub.cluster.Router;
import io.redub.rules.RuleKey.Kind;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule, or all rules of a category, understood. Immutable.
 *
 * @param leftOut settings that a rule may not set
 * @param priority of routers among their like; the lower comes first
 */
record Compiled(
        List<OverrideRule> overrides,
        List<Router> routers,
        @Nullable TagRule tags,
        List<String> leftOut,
        int priority) {
    /** Of all conditions of a rule; each has a list of providers. */
    static final int MAX_DESTINATIONS = 10_000;

    /** Every provider is held against each of these, whenever a provider comes or goes. */
    static final int MAX_SLOW_DESTINATIONS = 1_000;

    static final Compiled NOTHING = new Compiled(List.of(), List.of(), null, List.of(), 0);

    private static Compiled routers(List<Router> routers, int priority) {
        return new Compiled(List.of(), List.copyOf(routers), null, List.of(), priority);
    }

    private static Compiled overrides(List<OverrideRule> overrides, List<String> leftOut) {
        return new Compiled(List.copyOf(overrides), List.of(), null, List.copyOf(leftOut), 0);
    }

    /**
     * The text of a config centre.
     *
     * @param subject the reference or service that the rule is for
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Compiled of(RuleKey key, String text, URL subject, Permitted permitted) {
        if (text.isBlank()) {
            return NOTHING;
        }
        switch (key.kind()) {
            case CONFIGURATORS:
                List<String> leftOut = new ArrayList<>();
                return overrides(OverrideRule.of(text, permitted, leftOut), leftOut);
            case CONDITION_ROUTER:
                return conditions(Fields.read(text), subject);
            case TAG_ROUTER:
                TagRule tags = TagRule.of(key.subject(), text);
                return new Compiled(List.of(), List.of(), tags, List.of(), 0);
            case AFFINITY_ROUTER:
                Fields rule = Fields.read(text);
                Router near = AffinityRouter.of(rule, subject);
                return rule.flag("enabled", true)
                        ? routers(List.of(near), rule.number("priority", 0, Integer.MIN_VALUE))
                        : NOTHING;
            default:
                return ScriptRouter.allowed(subject)
                        ? script(Fields.read(text))
                        : refuse(Kind.SCRIPT_ROUTER);
        }
    }

    private static Compiled conditions(Fields rule, URL consumer) {
        boolean force = rule.flag("force", false);
        int priority = rule.number("priority", 0, Integer.MIN_VALUE);
        String version = rule.text("configVersion", "v2.7").toLowerCase(Locale.ROOT);
        List<Router> routers = new ArrayList<>();
        if (version.startsWith("v3.1")) {
            int destinations = 0;
            int slow = 0;
            for (Fields condition : rule.maps("conditions")) {
                DestinationsRouter router = DestinationsRouter.of(condition, force, consumer);
                destinations += router.destinations();
                slow += router.withoutExactValue();
                if (!condition.flag("disable", false)) {
                    routers.add(router);
                }
            }
            few(destinations, "destinations", MAX_DESTINATIONS);
            few(
                    slow,
                    "destinations without a term for certain values, such as zone=north",
                    MAX_SLOW_DESTINATIONS);
        } else if (version.compareTo("v3.1") > 0) {
            throw rule.wrong("configVersion", "at most v3.1");
        } else {
            for (String condition : rule.texts("conditions")) {
                routers.add(ConditionRouter.of(condition, force, consumer));
            }
        }
        return rule.flag("enabled", true) ? routers(routers, priority) : NOTHING;
    }

    private static void few(int number, String what, int most) {
        if (number > most) {
            throw new IllegalArgumentException(
                    "conditions: " + number + " " + what + " (expected: at most " + most + ")");
        }
    }

    private static Compiled script(Fields rule) {
        Router router =
                ScriptRouter.of(
                        rule.text("type", "javascript"),
                        ScriptRouter.textOf(rule),
                        rule.flag("force", false));
        return rule.flag("enabled", true)
                ? routers(List.of(router), rule.number("priority", 0, Integer.MIN_VALUE))
                : NOTHING;
    }

    private static Compiled refuse(Kind kind) {
        throw new IllegalArgumentException(
                "a rule of kind "
                        + kind.suffix().substring(1)
                        + " runs code from the registry, which is off (expected:"
                        + " script-rules=true at the reference, if that is wanted)");
    }

    /**
     * An entry of the category {@code configurators}.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Compiled configurator(URL rule, Permitted permitted) {
        List<String> leftOut = new ArrayList<>();
        OverrideRule override = OverrideRule.of(rule, permitted, leftOut);
        return override == null ? NOTHING : overrides(List.of(override), leftOut);
    }

    /**
     * An entry of the category {@code routers}.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Compiled router(URL rule, URL consumer) {
        String scheme = rule.getProtocol();
        String kind = rule.getParameter("router", scheme.equals("route") ? "condition" : scheme);
        String text = rule.getParameterAndDecoded("rule");
        boolean force = rule.getParameter("force", false);
        Router router;
        if (kind.equals("condition")) {
            router = ConditionRouter.of(text == null ? "" : text, force, consumer);
        } else if (kind.equals("script")) {
            if (!ScriptRouter.allowed(consumer)) {
                return refuse(Kind.SCRIPT_ROUTER);
            }
            String language = rule.getParameter("type", "javascript");
            router = ScriptRouter.of(language, text == null ? "" : text, force);
        } else {
            throw new IllegalArgumentException(
                    "router: '" + kind + "' (expected: condition or script)");
        }
        return rule.getParameter("enabled", true)
                ? routers(List.of(router), rule.getParameter("priority", 0))
                : NOTHING;
    }
}
