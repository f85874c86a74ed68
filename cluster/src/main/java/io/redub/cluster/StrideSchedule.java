package io.redub.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose turn it is among some candidates. The list is passed through again and again; in each pass
 * the heaviest takes its turn, the others so often that they get their shares: one of half the
 * weight in every second pass. One shared counter is all there is to write; a turn that is not
 * taken costs another step, so that a choice takes as many as the largest weight is above the mean.
 * Thread-safe.
 */
final class StrideSchedule {
    /** Sets providers of equal weight apart, so that they take their turns in different passes. */
    private static final long APART = 0x9E3779B1L;

    private final Candidates candidates;
    private final AtomicLong turns;
    private volatile Strides strides;

    /**
     * @param turn the first one: the pass × the number of candidates + the index
     */
    StrideSchedule(Candidates candidates, long turn) {
        this.candidates = candidates;
        this.turns = new AtomicLong(turn);
        this.strides = Strides.of(candidates.weightSums());
    }

    ProviderNode next() {
        long[] sums = candidates.weightSums();
        Strides now = strides;
        if (now.sums != sums) {
            now = Strides.of(sums);
            strides = now;
        }
        while (true) {
            long turn = turns.getAndIncrement() & Long.MAX_VALUE;
            int index = (int) (turn % sums.length);
            if (now.takes(index, turn / sums.length)) {
                return candidates.get(index);
            }
        }
    }

    /** The turn at which others go on: with the one that would be next here, if they have it. */
    long turnIn(Candidates others) {
        long turn = turns.get() & Long.MAX_VALUE;
        int size = candidates.size();
        Map<String, Integer> indexes = new HashMap<>(others.size() * 2);
        for (int i = 0; i < others.size(); i++) {
            indexes.put(others.get(i).address(), i);
        }
        int start = 0;
        for (int i = 0; i < size; i++) {
            Integer index = indexes.get(candidates.get((int) ((turn % size + i) % size)).address());
            if (index != null) {
                start = index;
                break;
            }
        }
        return turn / size * others.size() + start;
    }

    /**
     * @param sums of which it was made
     * @param weights all 1 if all were 0
     * @param most the largest
     */
    private record Strides(long[] sums, int[] weights, long most) {
        static Strides of(long[] sums) {
            int[] weights = new int[sums.length];
            int most = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = sums[sums.length - 1] == 0 ? 1 : (int) Candidates.weightAt(sums, i);
                most = Math.max(most, weights[i]);
            }
            return new Strides(sums, weights, most);
        }

        boolean takes(int index, long pass) {
            long weight = weights[index];
            if (weight == most) {
                return true;
            }
            long before = weight * (pass % most) + index * APART % most;
            return before % most + weight >= most;
        }
    }
}
