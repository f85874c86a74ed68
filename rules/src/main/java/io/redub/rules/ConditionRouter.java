package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code when => then}: calls that are meant go only to providers that are meant. If there are
 * none, the rule is passed over, unless it is forced; an empty {@code then} refuses the calls.
 */
final class ConditionRouter implements Router {
    private final URL consumer;
    private final Condition when;
    private final @Nullable Condition then;
    private final boolean force;

    /** It is the same for all methods that are meant, and made once for them. */
    private volatile @Nullable Known known;

    private record Known(Candidates providers, Candidates left) {}

    private ConditionRouter(URL consumer, Condition when, @Nullable Condition then, boolean force) {
        this.consumer = consumer;
        this.when = when;
        this.then = then;
        this.force = force;
    }

    /**
     * @throws IllegalArgumentException if the rule cannot be understood
     */
    static ConditionRouter of(String rule, boolean force, URL consumer) {
        if (rule.isBlank()) {
            throw new IllegalArgumentException("an empty rule (expected: when => then)");
        }
        String plain = rule.replace("consumer.", "").replace("provider.", "");
        int arrow = plain.indexOf("=>");
        String when = arrow < 0 ? "" : plain.substring(0, arrow).strip();
        String then = plain.substring(arrow < 0 ? 0 : arrow + 2).strip();
        return new ConditionRouter(
                consumer,
                Condition.parse(when.equals("true") ? "" : when),
                then.isEmpty() || then.equals("false") ? null : Condition.parse(then),
                force);
    }

    @Override
    public Route route(Candidates providers, MethodModel method) {
        Predicate<Invocation> calls = when.of(consumer, method);
        if (calls == null) {
            return Route.always(providers);
        }
        Candidates left = left(providers);
        if (left.isEmpty() && then != null && !force) {
            return Route.always(providers);
        }
        return calls == Condition.ALL
                ? Route.always(left)
                : call -> calls.test(call) ? left : providers;
    }

    private Candidates left(Candidates providers) {
        Condition wanted = then;
        if (wanted == null) {
            return Candidates.none();
        }
        Known before = known;
        if (before != null && before.providers == providers) {
            return before.left;
        }
        Candidates left = providers.only(node -> wanted.matches(node.offer(), consumer));
        known = new Known(providers, left);
        return left;
    }
}
