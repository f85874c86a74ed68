package io.redub.exchange;

import java.util.concurrent.atomic.AtomicLong;

/** Lets one message through per interval, so that a bad peer cannot flood the log. Thread-safe. */
public final class LogLimit {
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** True for the first caller in every ten seconds. */
    public boolean permit() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS);
    }
}
