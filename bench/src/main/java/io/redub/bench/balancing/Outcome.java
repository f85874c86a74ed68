package io.redub.bench.balancing;

/**
 * What became of the calls of one run.
 *
 * @param shareError how much of all calls went elsewhere than weights say: 0..1
 * @param toBad the part of calls that went to providers something is wrong with
 * @param median of all calls, in multiples of the time a call takes on an idle provider; one that
 *     failed counts as one that took its whole timeout
 * @param p99 as {@code median}
 * @param errors the part of calls that failed or timed out
 * @param toBadOverTime {@code toBad} in each fiftieth of the run
 */
record Outcome(
        double shareError,
        double toBad,
        double median,
        double p99,
        double errors,
        double[] toBadOverTime) {}
