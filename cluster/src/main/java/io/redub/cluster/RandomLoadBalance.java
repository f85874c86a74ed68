package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/**
 * Random choice in proportion to the weights; uniform if all weights are equal, 0 included. The
 * default.
 */
public final class RandomLoadBalance implements LoadBalance {
    private final IntUnaryOperator random;

    public RandomLoadBalance() {
        this(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * @param random a number from 0 (inclusive) to its argument (exclusive)
     */
    RandomLoadBalance(IntUnaryOperator random) {
        this.random = random;
    }

    @Override
    public ProviderNode select(List<ProviderNode> candidates, Invocation call) {
        int size = candidates.size();
        int[] upTo = new int[size];
        long total = 0;
        boolean equal = true;
        int first = candidates.get(0).weight();
        for (int i = 0; i < size; i++) {
            int weight = i == 0 ? first : candidates.get(i).weight();
            total = Math.min(Integer.MAX_VALUE, total + weight);
            upTo[i] = (int) total;
            equal &= weight == first;
        }
        if (equal || total == 0) {
            return candidates.get(random.applyAsInt(size));
        }
        int drawn = random.applyAsInt((int) total);
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > drawn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return candidates.get(low);
    }
}
