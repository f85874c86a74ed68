package io.redub.protocol;

import java.util.concurrent.TimeUnit;

/**
 * Whether a provider is worth a call, for protocols that connect for each: one that could not be
 * connected to is left alone for a second. Thread-safe.
 */
public final class Reach {
    private static final long SHUNNED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile boolean reached = true;
    private volatile long failedAt;

    /** It was connected to. */
    public void reached() {
        reached = true;
    }

    /** It could not be connected to. */
    public void failed() {
        failedAt = System.nanoTime();
        reached = false;
    }

    public boolean available() {
        return reached || System.nanoTime() - failedAt > SHUNNED_NANOS;
    }
}
