package io.redub.registry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line in ten seconds through and counts those held back. Thread-safe. */
final class RateLimitedLog {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
    private final AtomicLong held = new AtomicLong();

    /** How many lines were held back since the last one written; -1: write none now. */
    long permit() {
        long now = System.nanoTime();
        long due = nextAt.get();
        if (now - due >= 0 && nextAt.compareAndSet(due, now + INTERVAL)) {
            return held.getAndSet(0);
        }
        held.incrementAndGet();
        return -1;
    }
}
