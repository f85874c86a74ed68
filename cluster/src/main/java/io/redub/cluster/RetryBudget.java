package io.redub.cluster;

import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps retries from multiplying an outage: those that cost a provider something are at most a
 * share of the calls of a reference, and a few more per second, so that a reference with little to
 * do may retry at all. What is not used is forgotten within some ten seconds. Thread-safe.
 *
 * <p>A call only counts; what follows from the count is worked out when a retry is asked for.
 */
final class RetryBudget {
    static final int DEFAULT_PERCENT = 20;
    static final int DEFAULT_FLOOR = 10;

    private static final double MEMORY_NANOS = 10e9;

    private final PolicyMemory memory;
    private final LongAdder calls = new LongAdder();
    private final LongAdder granted;
    private final LongAdder refused;

    // Guarded by this.
    private double share;
    private double floor;
    private double tokens;
    private long callsSeen;
    private long seenNanos;

    private RetryBudget(PolicyMemory memory) {
        this.memory = memory;
        this.granted = memory.counter("retries");
        this.refused = memory.counter("retries.refused");
        this.seenNanos = memory.nanos();
        this.tokens = -1;
    }

    /** That of the reference, with the settings of now. */
    static RetryBudget of(MethodOptions options) {
        RetryBudget budget =
                options.memory()
                        .keep(
                                RetryBudget.class,
                                RetryBudget.class,
                                () -> new RetryBudget(options.memory()));
        budget.limit(
                options.setting("retry.budget", DEFAULT_PERCENT, -1, 10_000),
                options.setting("retry.budget.floor", DEFAULT_FLOOR, 0, Integer.MAX_VALUE));
        return budget;
    }

    /**
     * @param percent of the calls; -1 is no limit
     * @param perSecond beyond that share
     */
    private synchronized void limit(int percent, int perSecond) {
        share = percent < 0 ? Double.POSITIVE_INFINITY : percent / 100.0;
        floor = perSecond;
        if (tokens < 0) {
            tokens = floor * MEMORY_NANOS / 1e9;
        }
    }

    /** To be incremented with each call. */
    LongAdder calls() {
        return calls;
    }

    /** Takes one retry out; false if there is none left. */
    boolean take() {
        boolean allowed = isLeft();
        (allowed ? granted : refused).increment();
        return allowed;
    }

    private synchronized boolean isLeft() {
        if (share == Double.POSITIVE_INFINITY) {
            return true;
        }
        long now = memory.nanos();
        long made = calls.sum();
        double ages = Math.max(0, now - seenNanos) / MEMORY_NANOS;
        // What came in evenly since the last look, each part of it as much forgotten as it is old.
        double remembered = ages == 0 ? 1 : -Math.expm1(-ages) / ages;
        tokens =
                tokens * Math.exp(-ages)
                        + remembered
                                * (share * (made - callsSeen) + floor * ages * MEMORY_NANOS / 1e9);
        callsSeen = made;
        seenNanos = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
