package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * The provider from which an answer is expected first: its mean time of lately × the calls that
 * would then be under way, these in proportion to the weight. Among equal ones, at random by
 * weight. One that was never called is tried at once, but by one call at a time. Looks at all
 * candidates.
 */
public final class ShortestResponseLoadBalance implements LoadBalance {
    private final LongUnaryOperator random;

    public ShortestResponseLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public ShortestResponseLoadBalance(LongUnaryOperator random) {
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
        double usual = total == 0 ? 1 : (double) total / sums.length;
        int chosen = 0;
        double shortest = 0;
        long ties = 0;
        for (int i = 0; i < sums.length; i++) {
            long weight = total == 0 ? 1 : Candidates.weightAt(sums, i);
            if (weight == 0) {
                continue;
            }
            NodeLoad load = candidates.get(i).load(method);
            double expected =
                    TwoChoices.cost(
                            load, now, load.meanNanos(now), load.underWay(now) * usual / weight);
            if (ties == 0 || expected < shortest) {
                chosen = i;
                shortest = expected;
                ties = weight;
            } else if (expected == shortest) {
                ties += weight;
                if (random.applyAsLong(ties) < weight) {
                    chosen = i;
                }
            }
        }
        return candidates.get(chosen);
    }
}
