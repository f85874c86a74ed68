package io.redub.bench.balancing;

import io.redub.cluster.Weight;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A provider in virtual time: some workers and a bounded queue before them, first come first. */
final class VirtualProvider {
    /** Answers of who fails or is full come in this part of a usual call. */
    private static final double AT_ONCE = 0.05;

    private static final int QUEUE_PER_WORKER = 50;
    private static final int WEIGHT = 100;

    private final Load load;
    private final Scenario kind;
    private final int index;
    private final Weight weight;
    private final long[] freeAt;

    /** An answer: when, and whether it is one. */
    record Answer(long at, boolean success) {}

    VirtualProvider(Load load, Scenario kind, int index) {
        this.load = load;
        this.kind = kind;
        this.index = index;
        this.freeAt = new long[load.workers()];
        int full = Load.isWeak(index) ? WEIGHT / 2 : WEIGHT;
        // The clock begins at 1 ms, since 0 is "long ago".
        this.weight =
                kind == Scenario.COLD
                        ? new Weight(full, 1, load.nanos() / 2_000_000)
                        : new Weight(full, 0, 0);
    }

    boolean bad() {
        return kind != Scenario.CALM;
    }

    int weight(long now) {
        return weight.at(1 + now / 1_000_000);
    }

    /** What the weight will be, or should be: the yardstick for shares. */
    int fullWeight() {
        return weight.full();
    }

    /** Whether it is in the list: a flapping one is away in every second tenth of the run. */
    boolean listed(long now) {
        return kind != Scenario.FLAPPING || (now * 20 / load.nanos() + index / 10) % 2 == 0;
    }

    /** The share of workers that have something to do. */
    double busy(long now) {
        return Arrays.stream(freeAt).filter(at -> at > now).count() / (double) freeAt.length;
    }

    Answer serve(long now, SplittableRandom random) {
        long soon = now + (long) (AT_ONCE * load.serviceNanos());
        boolean secondThird = now * 3 / load.nanos() == 1;
        if (kind == Scenario.FAILING && secondThird) {
            return new Answer(soon, false);
        }
        int worker = 0;
        for (int i = 1; i < freeAt.length; i++) {
            worker = freeAt[i] < freeAt[worker] ? i : worker;
        }
        double mean =
                load.serviceNanos() * (Load.isWeak(index) ? 2 : 1) * slowness(now, secondThird);
        if (freeAt[worker] - now > QUEUE_PER_WORKER * mean) {
            return new Answer(soon, false);
        }
        // Half of a call is always the same, half of it exponential.
        double takes = mean * (0.5 - 0.5 * Math.log(1 - random.nextDouble()));
        freeAt[worker] = Math.max(now, freeAt[worker]) + (long) takes;
        return new Answer(freeAt[worker], true);
    }

    private double slowness(long now, boolean secondThird) {
        return switch (kind) {
            case SLOW -> secondThird ? 5 : 1;
            case COLD -> Math.max(1, 10 - 9.0 * now / (load.nanos() / 2));
            default -> 1;
        };
    }
}
