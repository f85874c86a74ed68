package io.redub.cluster;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a consumer sees of a provider's load by its own calls of one method. Counted only while a
 * balancer of the reference asks for it ({@link LoadBalance#usesLoad()}). Thread-safe, without
 * locks.
 *
 * <p>Times are averages in which a sample counts half after seven seconds without calls ({@link
 * #MEMORY_NANOS}). A failed call counts as one that took as long as it might have, and about as
 * long as one that is still under way: who fails fast must look neither fast nor idle. Without
 * news, an average fades towards 0, so that a provider that was slow once is tried again.
 */
public final class NodeLoad {
    /** A {@link #reported} that is none. */
    static final double UNREPORTED = -1;

    /** What happened so long ago counts 1/e of what happens now. */
    static final long MEMORY_NANOS = 10_000_000_000L;

    /** What happened longer ago says nothing any more. */
    private static final long FORGOTTEN_NANOS = 6 * MEMORY_NANOS;

    /** Fading is not worked out before so much of it: for a busy provider, never. */
    private static final long FRESH_NANOS = MEMORY_NANOS / 32;

    /** What is left of a failure before it is none. */
    private static final double FORGIVEN = 0.25;

    private final long failureNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** Held while the fields below are written; who finds it held leaves his sample out. */
    private final AtomicBoolean writing = new AtomicBoolean();

    private volatile boolean sampled;
    private volatile long sampledAt;
    private volatile double mean;
    private volatile double peak;

    /** Failures that would still be under way had they taken the whole timeout, at failedAt. */
    private volatile double failing;

    private volatile long failedAt;

    private volatile double report = UNREPORTED;
    private volatile long reportedAt;

    /** A failed call counts as 1 s. */
    public NodeLoad() {
        this(1_000_000_000);
    }

    /**
     * @param failureNanos what a failed call counts as: the timeout of the method
     */
    public NodeLoad(long failureNanos) {
        this.failureNanos = failureNanos;
    }

    /** A call is sent. */
    public void began() {
        inFlight.incrementAndGet();
    }

    /**
     * A call that {@link #began} came back.
     *
     * @param nowNanos the time, on the clock of the candidates ({@link Candidates#nanos()})
     * @param success false if it may be the provider's fault: what the user's method threw is an
     *     answer
     */
    public void ended(long nowNanos, long elapsedNanos, boolean success) {
        inFlight.decrementAndGet();
        (success ? succeeded : failed).incrementAndGet();
        sample(nowNanos, success ? elapsedNanos : Math.max(elapsedNanos, failureNanos), success);
    }

    /**
     * A call that {@link #began} is not waited for any more, without anybody's fault: that it took
     * so long is news only if it is longer than usual.
     */
    public void abandoned(long nowNanos, long elapsedNanos) {
        inFlight.decrementAndGet();
        if (sampled && elapsedNanos > mean) {
            sample(nowNanos, elapsedNanos, true);
        }
    }

    private void sample(long now, long elapsed, boolean success) {
        if (!writing.compareAndSet(false, true)) {
            return;
        }
        if (sampled) {
            double kept = Math.exp(-(double) Math.max(0, now - sampledAt) / MEMORY_NANOS);
            mean = mean * kept + elapsed * (1 - kept);
            // A failure is an estimate: one of them must not look like the end of the provider.
            peak = success && elapsed > peak ? elapsed : peak * kept + elapsed * (1 - kept);
        } else {
            mean = elapsed;
            peak = elapsed;
        }
        if (!success) {
            failing = failing(now) + 1;
            failedAt = now;
            reported(now, 1);
        }
        sampledAt = now;
        sampled = true;
        writing.set(false);
    }

    /**
     * The provider said how busy its machine is. Half of that counts, half of what was before.
     *
     * @param load 1 is as busy as it can be
     */
    public void reported(long nowNanos, double load) {
        double before = reported(nowNanos);
        report = before == UNREPORTED ? Math.max(0, load) : (before + Math.max(0, load)) / 2;
        reportedAt = nowNanos;
    }

    /** Calls without an answer yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** {@link #inFlight}, and those that failed less than about a timeout ago. */
    public double underWay(long nowNanos) {
        return Math.max(0, inFlight.get()) + failing(nowNanos);
    }

    private double failing(long now) {
        double then = failing;
        if (then == 0) {
            return 0;
        }
        double left = then * Math.exp(-(double) (now - failedAt) / failureNanos);
        return left < FORGIVEN ? 0 : left;
    }

    /** Calls that were answered. */
    public long succeeded() {
        return succeeded.get();
    }

    /** Calls that failed. */
    public long failed() {
        return failed.get();
    }

    /** Whether any call came back; without it, all times are 0. */
    public boolean sampled() {
        return sampled;
    }

    /**
     * Whether any call came back within so long that its time says something: what has faded to
     * next to nothing would draw all calls to this provider, however many are under way.
     */
    boolean sampledLately(long nowNanos) {
        return sampled && nowNanos - sampledAt < FORGOTTEN_NANOS;
    }

    /** How long a call takes on average, in nanoseconds. */
    public double meanNanos(long nowNanos) {
        return mean * fading(nowNanos);
    }

    /** As {@link #meanNanos}, but up at once and down slowly. */
    public double peakNanos(long nowNanos) {
        return peak * fading(nowNanos);
    }

    /** What the provider said of itself, ≥ 0; {@link #UNREPORTED} if it said nothing lately. */
    public double reported(long nowNanos) {
        double load = report;
        return nowNanos - reportedAt > MEMORY_NANOS ? UNREPORTED : load;
    }

    private double fading(long now) {
        long age = now - sampledAt;
        return age < FRESH_NANOS ? 1 : Math.exp(-(double) age / MEMORY_NANOS);
    }
}
