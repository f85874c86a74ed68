package io.redub.rules;

import io.redub.url.URL;
import java.util.List;
import java.util.Map;

/** Reads rules before they are written, so that a broken one never gets to anybody. */
public final class RuleCheck {
    private static final URL SUBJECT =
            URL.of("consumer", "127.0.0.1", 0, "any", Map.of("side", "consumer"));

    private RuleCheck() {}

    /**
     * @return settings that no Redub process lets a rule set
     * @throws IllegalArgumentException if the rule cannot be understood
     */
    public static List<String> text(RuleKey key, String text, Permitted permitted) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty (expected: a rule; or remove the key)");
        }
        if (key.kind() == RuleKey.Kind.SCRIPT_ROUTER) {
            // Whether there is an engine for it is known only where it is to run.
            ScriptRouter.textOf(Fields.read(text));
            return List.of();
        }
        return Compiled.of(key, text, SUBJECT, permitted).leftOut();
    }

    /**
     * @return settings that no Redub process lets a rule set
     * @throws IllegalArgumentException if the rule cannot be understood
     */
    public static List<String> entry(URL rule, Permitted permitted) {
        return switch (rule.getParameter("category", "")) {
            case "configurators" -> Compiled.configurator(rule, permitted).leftOut();
            case "routers" -> Compiled.router(rule, SUBJECT).leftOut();
            default ->
                    throw new IllegalArgumentException(
                            "category: '"
                                    + rule.getParameter("category", "")
                                    + "' (expected: configurators or routers)");
        };
    }
}
