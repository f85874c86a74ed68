package io.redub.protocol;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many calls may be under way at once, found by watching how long they take.
 *
 * <p>Each method has a baseline: how long its calls take when nothing waits. About every {@value
 * #WINDOW_MILLIS} ms the latencies since are set in proportion to the baselines; while calls take
 * up to {@value #TOLERANCE} times as long the limit grows if it is made use of, and beyond that it
 * shrinks. What grows is the square root of the limit, so that a short queue always stands ready;
 * until it has shrunk for the first time it grows by half.
 *
 * <p>A baseline must neither follow the latency of an overload that lasts, or the limit would grow
 * with it, nor stay when the service itself has become slower. So while the limit is made use of it
 * only falls, but every {@value #PROBE_SECONDS} s, or at once if latencies jump or the limit falls,
 * a quarter of the limit is let in for two windows: a latency that does not get shorter by that is
 * the service's own, and becomes the baseline. One that gets shorter and is still long may be of
 * both kinds, so it is tried again at once with fewer calls.
 *
 * <p>Thread-safe. Whoever ends a call when a window is over works out the next limit; nobody waits
 * for that.
 */
final class AdaptiveLimit {
    static final int WINDOW_MILLIS = 100;
    static final double TOLERANCE = 1.5;
    static final int PROBE_SECONDS = 5;

    /** The limit never falls below. */
    static final int SMALLEST = 2;

    private static final int FIRST = 20;

    /** Fewer latencies of a method than this are left to the next window. */
    private static final int ENOUGH = 10;

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(WINDOW_MILLIS);
    private static final long LONGEST_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(PROBE_SECONDS);
    private static final long SOONEST_PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double PROBE_SHARE = 0.25;

    /** Windows after which a probe measures, however many calls are still under way. */
    private static final int LONGEST_DRAINING = 4;

    /** Windows after which a probe ends, however few calls it has seen. */
    private static final int LONGEST_PROBE = 10;

    /** So many critical calls refused, in parts of those served, show that they are the load. */
    private static final double MANY = 0.1;

    /** Windows from one probe to the next, at least: those of long calls are long. */
    private static final int APART = 24;

    /** Windows with enough calls that a probe has which finds that they take as long as before. */
    private static final int CONFIRMED = 3;

    /** By how much the limit grows while nothing is known of where it ends. */
    private static final double RISE = 1.5;

    /** A limit of which at least this part was reached is made use of. */
    private static final double MADE_USE_OF = 0.4;

    /** Latencies of this many times the baseline are looked into at once. */
    private static final double JUMP = 2 * TOLERANCE;

    /** A limit that fell below this part of what it was is looked into at once. */
    private static final double FALLEN = 0.6;

    /** A latency that a probe brings below this part of what it was came from waiting. */
    private static final double SHORTER = 0.75;

    private final int most;
    private final List<Latency> latencies = new CopyOnWriteArrayList<>();
    private final AtomicBoolean updating = new AtomicBoolean();
    private volatile int limit;
    private volatile int probing;
    private volatile long windowEnd;
    private volatile int peak;
    private final LongAdder criticalRefused = new LongAdder();
    private volatile boolean refused;

    // Guarded by updating.
    private double found;
    private Phase phase = Phase.STEADY;
    private long nextProbe;
    private long probed;
    private boolean pressed;
    private boolean rising = true;

    /** The most that was found since the last probe. */
    private double highest;

    /** The last probe saw as many calls as before: critical ones, which it had let in. */
    private boolean hidden;

    // Of a probe.
    private int windows;
    private int confirmed;
    private boolean fewer;
    private double few;

    /** Calls got faster, and still take long: some of that may be the service's own. */
    private boolean open;

    /** It is the second one in a row, with fewer calls still. */
    private boolean deeper;

    /** Calls since the last probe. */
    private long ended;

    private enum Phase {
        STEADY,
        /** The probe's limit holds; calls from before it are still under way. */
        DRAINING,
        MEASURING
    }

    /**
     * @param most the limit never grows beyond, ≥ {@link #SMALLEST}
     * @param now nanoseconds
     */
    AdaptiveLimit(int most, long now) {
        if (most < SMALLEST) {
            throw new IllegalArgumentException("limit: " + most + " (expected: ≥ 2)");
        }
        this.most = most;
        found = Math.min(FIRST, most);
        limit = (int) found;
        probing = limit;
        windowEnd = now + WINDOW_NANOS;
        nextProbe = now + SOONEST_PROBE_NANOS;
    }

    /** The latencies of one method. */
    static final class Latency {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private static final double UNKNOWN = Double.MAX_VALUE;

        private volatile double baseline;
        private double last;
        private double before;
        private double probed = UNKNOWN;

        void beforeProbe() {
            count.reset();
            nanos.reset();
            before = last;
            probed = UNKNOWN;
        }

        boolean gotShorter() {
            return probed <= SHORTER * before;
        }

        boolean enough() {
            return count.sum() >= ENOUGH;
        }

        /** Mean since the last time; above 0, however coarse the clock is. */
        double take() {
            double mean =
                    (double) Math.max(1, nanos.sumThenReset()) / Math.max(1, count.sumThenReset());
            last = mean;
            return mean;
        }

        /** Whether a call took longer than is usual, as far as that is known. */
        boolean isLong(long latency) {
            return baseline > 0 && latency > baseline;
        }
    }

    /** Where a method's latencies are kept from now on. */
    Latency latency() {
        Latency added = new Latency();
        latencies.add(added);
        return added;
    }

    /** The method is gone: what it takes says nothing of the limit any more. */
    void forget(Latency method) {
        latencies.remove(method);
    }

    int methods() {
        return latencies.size();
    }

    /** The limit now, for calls of this class. */
    int limit(Priority priority) {
        // Where a probe can do without the most important calls they are left alone.
        return priority == Priority.CRITICAL ? limit : priority.partOf(probing);
    }

    int limit() {
        return limit;
    }

    /** So many calls were let in at once. */
    void reached(int active) {
        if (active > peak) {
            peak = active;
        }
    }

    /** A call of this class found no room. */
    void refused(Priority priority) {
        // Written once a window: many may be refused.
        if (!refused) {
            refused = true;
        }
        if (priority == Priority.CRITICAL) {
            criticalRefused.increment();
        }
    }

    /** A call ended after this time. */
    void ended(Latency method, long took, long now) {
        method.count.increment();
        method.nanos.add(took);
        if (now - windowEnd >= 0 && updating.compareAndSet(false, true)) {
            try {
                if (now - windowEnd >= 0) {
                    windowEnd = now + Math.max(WINDOW_NANOS, update(now));
                }
            } finally {
                updating.set(false);
            }
        }
    }

    /** Returns how long the next window must be for calls let in now to have ended. */
    private long update(long now) {
        int reached = peak;
        peak = 0;
        boolean full = refused;
        refused = false;
        switch (phase) {
            case DRAINING -> {
                // Calls from before it would hide what fewer calls take.
                if (reached > found / 2 && ++windows < LONGEST_DRAINING) {
                    return usual();
                }
                latencies.forEach(Latency::beforeProbe);
                phase = Phase.MEASURING;
                windows = 0;
                confirmed = 0;
                fewer = true;
            }
            case MEASURING -> {
                windows++;
                if (!measured(reached)) {
                    return usual();
                }
                boolean lower = concluded();
                if (open && !deeper) {
                    deeper = true;
                    few = Math.max(SMALLEST, limit <= few ? few * PROBE_SHARE : few);
                    probe(true);
                    return usual();
                }
                deeper = false;
                phase = Phase.STEADY;
                probed = now;
                // It may not have reached the ground yet.
                nextProbe =
                        now + Math.max(lower ? SOONEST_PROBE_NANOS : PROBE_NANOS, APART * usual());
                criticalRefused.reset();
                ended = 0;
                highest = found;
                hidden = !fewer;
                set(found, found);
            }
            case STEADY -> steady(now, reached, full);
        }
        return usual();
    }

    private void steady(long now, int reached, boolean full) {
        pressed = reached >= found * MADE_USE_OF;
        double waiting = 0;
        long all = 0;
        for (Latency method : latencies) {
            if (!method.enough()) {
                continue;
            }
            long calls = method.count.sum();
            double mean = method.take();
            follow(method, mean);
            waiting += calls * Math.min(1, method.baseline / mean);
            all += calls;
        }
        if (all == 0) {
            return;
        }
        ended += all;
        double ratio = waiting / all;
        double gradient = Math.max(0.5, Math.min(1, TOLERANCE * ratio));
        double next = found * gradient + Math.sqrt(found);
        rising &= gradient == 1;
        if (!pressed) {
            next = Math.min(found, next);
        } else if (rising) {
            next = found * RISE;
        } else {
            next = (found + next) / 2;
        }
        found = Math.max(SMALLEST, Math.min(most, next));
        highest = Math.max(highest, found);
        boolean odd =
                (ratio * JUMP < 1 || (gradient < 1 && found < FALLEN * highest))
                        && now - probed >= Math.max(SOONEST_PROBE_NANOS, APART / 8 * usual());
        if (full && (odd || now - nextProbe >= 0)) {
            few = Math.max(SMALLEST, found * PROBE_SHARE);
            probe(criticalRefused.sum() > ended * MANY || (odd && hidden));
        } else {
            set(found, found);
        }
    }

    /**
     * @param even whether critical calls are left out of it no more than others
     */
    private void probe(boolean even) {
        set(even ? few : found, few);
        windows = 0;
        phase = Phase.DRAINING;
    }

    private void set(double forAll, double forLower) {
        limit = (int) forAll;
        probing = (int) forLower;
    }

    private void follow(Latency method, double mean) {
        if (method.baseline == 0) {
            method.baseline = mean;
        } else if (mean < method.baseline) {
            method.baseline = (method.baseline + mean) / 2;
        } else if (!pressed) {
            method.baseline += (mean - method.baseline) / 10;
        }
    }

    /**
     * Takes the latencies of a window of a probe; true if they suffice. One window is enough to see
     * that calls got faster. That they did not may come from a machine that was busy with something
     * else, so it has to be seen in several.
     */
    private boolean measured(int reached) {
        fewer &= reached <= found / 2;
        boolean seen = false;
        boolean faster = true;
        for (Latency method : latencies) {
            if (method.enough()) {
                method.probed = Math.min(method.probed, method.take());
                faster &= method.gotShorter();
                seen = true;
            }
        }
        confirmed += seen ? 1 : 0;
        return (seen && (faster || confirmed >= CONFIRMED)) || windows >= LONGEST_PROBE;
    }

    /** Sets the baselines after a probe; true: one of them turned out to be much too high. */
    private boolean concluded() {
        boolean lower = false;
        open = false;
        for (Latency method : latencies) {
            if (method.probed == Latency.UNKNOWN || method.before == 0) {
                continue;
            }
            if (fewer && !method.gotShorter()) {
                // The limit may have been lowered for nothing.
                rising |= method.probed > TOLERANCE * method.baseline;
                method.baseline = method.probed;
            } else {
                open |= method.probed > TOLERANCE * method.baseline;
                lower |= method.probed < SHORTER * method.baseline;
                method.baseline = Math.min(method.baseline, method.probed);
            }
        }
        return lower;
    }

    private long usual() {
        double longest = 0;
        for (Latency method : latencies) {
            longest = Math.max(longest, method.last);
        }
        return Math.min(LONGEST_WINDOW_NANOS, (long) longest);
    }
}
