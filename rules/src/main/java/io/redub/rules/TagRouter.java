package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tagged traffic together. A call with a tag goes to providers that have it, by a rule or by
 * their own {@code dubbo.tag}; if there are none, to those without any tag, unless it is forced. A
 * call without a tag goes only to providers without one.
 */
public final class TagRouter implements Router {
    static final String TAG = "dubbo.tag";
    static final String FORCE = "dubbo.force.tag";

    private final List<TagRule> rules;
    private final @Nullable String ownTag;
    private final boolean ownForce;

    /** It is the same for all methods, and made once for them. */
    private volatile @Nullable Known known;

    private record Known(Candidates providers, Route route) {}

    TagRouter(List<TagRule> rules, URL consumer) {
        this.rules = rules;
        this.ownTag = consumer.getParameter(TAG);
        this.ownForce = consumer.getParameter(FORCE, false);
    }

    /** Whether it makes no difference to calls without attachments. */
    boolean indifferent(List<? extends ProviderNode> providers) {
        return rules.isEmpty()
                && ownTag == null
                && providers.stream().noneMatch(node -> node.url().hasParameter(TAG));
    }

    @Override
    public Route route(Candidates providers, MethodModel method) {
        Known before = known;
        if (before != null && before.providers == providers) {
            return before.route;
        }
        Route route = route(providers);
        known = new Known(providers, route);
        return route;
    }

    private Route route(Candidates providers) {
        Candidates untagged = providers.only(this::isUntagged);
        Map<String, Candidates> tagged = new HashMap<>();
        Set<String> ruled = new LinkedHashSet<>();
        Set<String> forced = new LinkedHashSet<>();
        for (TagRule rule : rules) {
            ruled.addAll(rule.tags().keySet());
            if (rule.force()) {
                forced.addAll(rule.tags().keySet());
            }
        }
        Set<String> all = new LinkedHashSet<>(ruled);
        for (ProviderNode node : providers) {
            String own = node.url().getParameter(TAG);
            if (own != null) {
                all.add(own);
            }
        }
        for (String tag : all) {
            Candidates having = providers.only(node -> has(node, tag));
            if (!having.isEmpty()) {
                tagged.put(tag, having);
            }
        }
        return new Tagged(
                untagged,
                Map.copyOf(tagged),
                Set.copyOf(ruled),
                Set.copyOf(forced),
                ownTag,
                ownForce);
    }

    private boolean isUntagged(ProviderNode node) {
        if (node.url().hasParameter(TAG)) {
            return false;
        }
        for (TagRule rule : rules) {
            if (rule.concerns(node)
                    && rule.tags().values().stream().anyMatch(has -> has.test(node))) {
                return false;
            }
        }
        return true;
    }

    private boolean has(ProviderNode node, String tag) {
        for (TagRule rule : rules) {
            Predicate<ProviderNode> ruled = rule.concerns(node) ? rule.tags().get(tag) : null;
            if (ruled != null) {
                return ruled.test(node);
            }
        }
        return tag.equals(node.url().getParameter(TAG));
    }

    /**
     * @param untagged providers without any tag
     * @param tagged those of each tag that somebody has
     * @param ruled tags that a rule names
     * @param forced tags that a rule forces
     */
    private record Tagged(
            Candidates untagged,
            Map<String, Candidates> tagged,
            Set<String> ruled,
            Set<String> forced,
            @Nullable String ownTag,
            boolean ownForce)
            implements Route {
        @Override
        public Candidates choose(Invocation call) {
            Object given = call.attachment(TAG);
            String tag = given == null || given.toString().isEmpty() ? ownTag : given.toString();
            if (tag == null || tag.isEmpty()) {
                return untagged;
            }
            Object wish = call.attachment(FORCE);
            boolean force = wish == null ? ownForce : Boolean.parseBoolean(wish.toString());
            String wanted = force ? tag : level(tag);
            Candidates found = tagged.get(wanted);
            if (found != null) {
                return found;
            }
            return force || forced.contains(wanted) ? Candidates.none() : untagged;
        }

        /** Of {@code gray|north|here}, that or the longest beginning of it that a rule names. */
        private String level(String tag) {
            String level = tag;
            int cut = tag.length();
            while (!ruled.contains(level)) {
                cut = tag.lastIndexOf('|', cut - 1);
                if (cut <= 0) {
                    return tag;
                }
                level = tag.substring(0, cut);
            }
            return level;
        }
    }
}
