package io.redub.cluster;

/**
 * A provider's weight while it warms up: it grows in proportion to the time since its start, so
 * that a cold one gets little traffic. The rule is Dubbo's.
 *
 * @param full the weight once warm; negative counts as 0
 * @param startedMillis when the provider started, on the clock of {@link
 *     System#currentTimeMillis()}; 0: long ago
 * @param warmupMillis how long warming up takes; default 600,000
 */
public record Weight(int full, long startedMillis, long warmupMillis) {
    public static final int DEFAULT = 100;
    public static final long DEFAULT_WARMUP_MILLIS = 600_000;

    public Weight {
        full = Math.max(0, full);
    }

    /** The weight at a time: at least 1 and at most the full weight, if that is not 0. */
    public int at(long nowMillis) {
        if (full == 0 || startedMillis <= 0 || warmupMillis <= 0) {
            return full;
        }
        long uptime = nowMillis - startedMillis;
        if (uptime < 0) {
            return 1;
        }
        if (uptime >= warmupMillis) {
            return full;
        }
        int share = (int) (uptime / (warmupMillis / (float) full));
        return Math.max(1, Math.min(full, share));
    }
}
