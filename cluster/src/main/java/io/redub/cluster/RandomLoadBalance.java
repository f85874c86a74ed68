package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * Random choice in proportion to the weights; uniform if all weights are equal, 0 included. The
 * default.
 */
public final class RandomLoadBalance implements LoadBalance {
    private final LongUnaryOperator random;

    public RandomLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    public RandomLoadBalance(LongUnaryOperator random) {
        this.random = random;
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        long[] upTo = candidates.weightSums();
        int high = upTo.length - 1;
        if (upTo[high] == 0) {
            return candidates.get((int) random.applyAsLong(upTo.length));
        }
        return candidates.get(Candidates.indexAt(upTo, random.applyAsLong(upTo[high])));
    }
}
