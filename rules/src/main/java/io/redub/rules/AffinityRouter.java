package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls near: those to providers with the same value of a parameter as the consumer, such as
 * its region, as long as they are a large enough part of all. It is a preference: it never leaves
 * nobody.
 */
final class AffinityRouter implements Router {
    private static final String VERSION = "v3.1";

    private final String key;
    private final double percent;
    private final @Nullable String own;

    private AffinityRouter(String key, double percent, URL consumer) {
        this.key = key;
        this.percent = percent;
        this.own = consumer.getParameter(key);
    }

    /**
     * @throws IllegalArgumentException if a field cannot be understood
     */
    static AffinityRouter of(Fields rule, URL consumer) {
        if (!rule.text("configVersion", "").startsWith(VERSION)) {
            // Dubbo passes others over.
            throw rule.wrong("configVersion", VERSION);
        }
        Fields affinity = rule.map("affinityAware");
        if (affinity == null) {
            throw rule.wrong("affinityAware", "a map with key and ratio");
        }
        String key = affinity.text("key", "");
        if (key.isEmpty()) {
            throw affinity.wrong("key", "the name of a parameter");
        }
        String ratio = affinity.text("ratio", "0");
        if (!ratio.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") || Double.parseDouble(ratio) > 100) {
            throw affinity.wrong("ratio", "a number, 0..100");
        }
        return new AffinityRouter(key, Double.parseDouble(ratio), consumer);
    }

    @Override
    public Route route(Candidates providers, MethodModel method) {
        if (own == null) {
            return Route.always(providers);
        }
        Candidates near = providers.only(node -> own.equals(node.offer().getParameter(key)));
        boolean enough = near.size() * 100.0 >= percent * providers.size();
        return Route.always(enough && !near.isEmpty() ? near : providers);
    }
}
