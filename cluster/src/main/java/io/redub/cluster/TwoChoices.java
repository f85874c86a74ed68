package io.redub.cluster;

import java.util.function.LongUnaryOperator;

/**
 * Draws two different providers by weight and takes the second only if it costs less. That is
 * enough to keep calls away from the slow ones, and costs the same for ten providers and ten
 * thousand; while all cost the same, the shares are those of the weights.
 */
final class TwoChoices {
    /** Of one that has calls under way, but no answer lately: worse than all that are known. */
    private static final double UNKNOWN = 1e15;

    private final LongUnaryOperator random;
    private final Cost cost;

    /** What a call to a provider would cost now; only compared. */
    interface Cost {
        double of(NodeLoad load, long nowNanos);
    }

    TwoChoices(LongUnaryOperator random, Cost cost) {
        this.random = random;
        this.cost = cost;
    }

    /** 0 for one that is to be explored: without an answer lately and without a call under way. */
    static double cost(NodeLoad load, long now, double nanos, double inFlight) {
        if (load.sampledLately(now)) {
            return nanos * (inFlight + 1);
        }
        return inFlight <= 0 ? 0 : UNKNOWN + inFlight;
    }

    ProviderNode of(Candidates candidates, int method) {
        long now = candidates.nanos();
        long[] sums = candidates.weightSums(now);
        int last = sums.length - 1;
        int first;
        int second;
        if (sums[last] == 0) {
            first = (int) random.applyAsLong(sums.length);
            second = (int) random.applyAsLong(last);
            second = second < first ? second : second + 1;
        } else {
            first = Candidates.indexAt(sums, random.applyAsLong(sums[last]));
            long weight = Candidates.weightAt(sums, first);
            long rest = sums[last] - weight;
            if (rest == 0) {
                return candidates.get(first);
            }
            long drawn = random.applyAsLong(rest);
            second =
                    Candidates.indexAt(sums, drawn < sums[first] - weight ? drawn : drawn + weight);
        }
        ProviderNode one = candidates.get(first);
        ProviderNode other = candidates.get(second);
        return cost.of(other.load(method), now) < cost.of(one.load(method), now) ? other : one;
    }
}
