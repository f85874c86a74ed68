package io.redub.bench.balancing;

/**
 * How much is asked of how many.
 *
 * @param providers each {@code workers} calls at a time
 * @param calls in all
 * @param seconds of virtual time
 * @param consumers that know nothing of each other, each with all providers
 */
record Load(int providers, int workers, int calls, int seconds, int consumers) {
    /** The share of the providers' time that is used while nothing is wrong. */
    static final double UTILISATION = 0.6;

    /** Every third provider is a machine of half the power and has half the weight. */
    static boolean isWeak(int provider) {
        return provider % 3 == 2;
    }

    long nanos() {
        return seconds * 1_000_000_000L;
    }

    /** How long a call takes on a strong provider on average. */
    double serviceNanos() {
        double power = providers * 5 / 6.0 * workers;
        return UTILISATION * power * nanos() / calls;
    }

    long timeoutNanos() {
        return (long) (20 * serviceNanos());
    }
}
