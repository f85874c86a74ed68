package io.redub.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a consumer sees of a provider's load by its own calls of one method. Counted only while a
 * balancer of the reference asks for it ({@link LoadBalance#usesLoad()}). Thread-safe.
 */
public final class NodeLoad {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** A call is sent. */
    public void began() {
        inFlight.incrementAndGet();
    }

    /**
     * A call that {@link #began} came back.
     *
     * @param success false if it may be the provider's fault: what the user's method threw is an
     *     answer
     */
    public void ended(long elapsedNanos, boolean success) {
        inFlight.decrementAndGet();
        (success ? succeeded : failed).incrementAndGet();
    }

    /** Calls without an answer yet. */
    public int inFlight() {
        return inFlight.get();
    }

    public long succeeded() {
        return succeeded.get();
    }

    public long failed() {
        return failed.get();
    }
}
