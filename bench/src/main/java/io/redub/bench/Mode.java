package io.redub.bench;

/**
 * How callers behave.
 *
 * @param async whether {@code callers} calls are kept in flight by completions, or made by as many
 *     threads that wait
 * @param callers threads, or calls in flight; at least 1
 */
record Mode(boolean async, int callers) {
    static Mode sync(int threads) {
        return new Mode(false, threads);
    }

    static Mode async(int inFlight) {
        return new Mode(true, inFlight);
    }

    /** Reads what {@link #toString()} writes, such as {@code sync-32}. */
    static Mode parse(String text) {
        String[] parts = text.split("-", -1);
        if (parts.length != 2 || !(parts[0].equals("sync") || parts[0].equals("async"))) {
            throw new IllegalArgumentException(
                    "mode: " + text + " (expected: sync-THREADS or async-IN_FLIGHT)");
        }
        return new Mode(parts[0].equals("async"), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
        return (async ? "async-" : "sync-") + callers;
    }
}
