package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * The provider with the fewest calls under way in proportion to its weight; among those of equal
 * standing, at random by weight. With equal weights that is Dubbo's rule; unlike there, calls are
 * always counted, and who fails at once does not count as idle.
 *
 * <p>While many have no call under way, a few draws find one, and no look at all is needed.
 */
public final class LeastActiveLoadBalance implements LoadBalance {
    private static final int DRAWS = 4;

    private final LongUnaryOperator random;

    public LeastActiveLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public LeastActiveLoadBalance(LongUnaryOperator random) {
        this.random = random;
    }

    @Override
    public boolean usesLoad() {
        return true;
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        int method = call.method().index();
        long now = candidates.nanos();
        long[] sums = candidates.weightSums(now);
        long total = sums[sums.length - 1];
        for (int i = 0; i < DRAWS && total > 0; i++) {
            ProviderNode drawn =
                    candidates.get(Candidates.indexAt(sums, random.applyAsLong(total)));
            if (drawn.load(method).underWay(now) == 0) {
                return drawn;
            }
        }
        return least(candidates, sums, method, now);
    }

    private ProviderNode least(Candidates candidates, long[] sums, int method, long now) {
        boolean equal = sums[sums.length - 1] == 0;
        int chosen = 0;
        double fewest = 0;
        long ties = 0;
        for (int i = 0; i < sums.length; i++) {
            long weight = equal ? 1 : Candidates.weightAt(sums, i);
            if (weight == 0) {
                continue;
            }
            double active = candidates.get(i).load(method).underWay(now) / weight;
            if (ties == 0 || active < fewest) {
                chosen = i;
                fewest = active;
                ties = weight;
            } else if (active == fewest) {
                ties += weight;
                if (random.applyAsLong(ties) < weight) {
                    chosen = i;
                }
            }
        }
        return candidates.get(chosen);
    }
}
