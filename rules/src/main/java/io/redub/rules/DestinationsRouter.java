package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition of version v3.1: calls that are meant are shared among destinations in proportion to
 * their weights, so that a share of the traffic goes to a canary. A destination without providers
 * takes no part.
 */
final class DestinationsRouter implements Router {
    private static final int WEIGHT = 100;
    private static final int MAX_WEIGHT = 1_000_000;

    private final URL consumer;
    private final Condition from;
    private final Destinations to;
    private final int[] weights;
    private final boolean force;
    private final int ratio;
    private final boolean refuse;

    /** It is the same for all methods that are meant, and made once for them. */
    private volatile @Nullable Known known;

    private record Known(Candidates providers, Route there) {}

    private DestinationsRouter(
            URL consumer,
            Condition from,
            Destinations to,
            int[] weights,
            boolean force,
            int ratio,
            boolean refuse) {
        this.consumer = consumer;
        this.from = from;
        this.to = to;
        this.weights = weights;
        this.force = force;
        this.ratio = ratio;
        this.refuse = refuse;
    }

    /**
     * @param force of the whole rule
     * @throws IllegalArgumentException if a field cannot be understood
     */
    static DestinationsRouter of(Fields condition, boolean force, URL consumer) {
        Fields from = condition.map("from");
        String when = from == null ? "" : from.text("match", "");
        List<Condition> to = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (Fields each : condition.maps("to")) {
            int weight = each.number("weight", WEIGHT, 0);
            if (weight > MAX_WEIGHT) {
                throw each.wrong("weight", "at most " + MAX_WEIGHT);
            }
            String match = each.text("match", "");
            to.add(Condition.parse(match.equals("true") ? "" : match));
            weights.add(weight);
        }
        int ratio = condition.number("ratio", 0, 0);
        if (ratio > 100) {
            throw condition.wrong("ratio", "a whole number, 0..100");
        }
        return new DestinationsRouter(
                consumer,
                Condition.parse(when.equals("true") ? "" : when),
                new Destinations(to, consumer),
                weights.stream().mapToInt(Integer::intValue).toArray(),
                condition.flag("force", force) || force,
                ratio,
                to.isEmpty() || condition.flag("trafficDisable", false));
    }

    @Override
    public Route route(Candidates providers, MethodModel method) {
        Predicate<Invocation> calls = from.of(consumer, method);
        if (calls == null) {
            return Route.always(providers);
        }
        Route there = there(providers);
        if (calls == Condition.ALL
                || there instanceof Route.Always all && all.candidates() == providers) {
            return there;
        }
        return call -> calls.test(call) ? there.choose(call) : providers;
    }

    /** Destinations in all. */
    int destinations() {
        return to.size();
    }

    /** Destinations that every provider has to be held against. */
    int withoutExactValue() {
        return to.withoutExactValue();
    }

    private Route there(Candidates providers) {
        Known before = known;
        if (before != null && before.providers == providers) {
            return before.there;
        }
        Route there = made(providers);
        known = new Known(providers, there);
        return there;
    }

    private Route made(Candidates providers) {
        if (refuse) {
            return Route.always(Candidates.none());
        }
        List<Candidates> chosen = new ArrayList<>();
        List<Integer> shares = new ArrayList<>();
        List<Candidates> all = to.among(providers);
        for (int i = 0; i < all.size(); i++) {
            Candidates left = all.get(i);
            if (!left.isEmpty()) {
                // A share of the providers that is too small would not stand the traffic.
                chosen.add(
                        100L * left.size() / providers.size() > ratio || ratio == 0
                                ? left
                                : Candidates.none());
                shares.add(weights[i]);
            }
        }
        if (chosen.isEmpty()) {
            return Route.always(force ? Candidates.none() : providers);
        }
        return chosen.size() == 1 ? Route.always(chosen.get(0)) : shared(chosen, shares);
    }

    private static Route shared(List<Candidates> chosen, List<Integer> shares) {
        boolean weighted = shares.stream().anyMatch(weight -> weight > 0);
        long[] upTo = new long[chosen.size()];
        long sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weighted ? shares.get(i) : 1;
            upTo[i] = sum;
        }
        Candidates[] lists = chosen.toArray(Candidates[]::new);
        long total = sum;
        return call -> lists[firstAbove(upTo, ThreadLocalRandom.current().nextLong(total))];
    }

    private static int firstAbove(long[] sums, long drawn) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > drawn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
