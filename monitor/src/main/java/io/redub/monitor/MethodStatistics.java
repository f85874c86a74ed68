package io.redub.monitor;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Counts and latencies of one method on one side. Recording is wait-free; any thread may record,
 * one at a time may take an interval. Totals and intervals do not disturb each other.
 */
public final class MethodStatistics {
    /** Latencies above are counted as this much, in microseconds: ten minutes. */
    private static final long MAX_MICROS = 600_000_000;

    private final Side side;
    private final String service;
    private final String method;
    private final Recorder latencies = new Recorder(MAX_MICROS, 2);
    private final LongAdder failures = new LongAdder();
    private final LongAdder active = new LongAdder();

    /** What was added to the totals and not yet taken as an interval; null if that is nothing. */
    private @Nullable Histogram pending;

    private long pendingFailures;
    private long allCalls;
    private long allFailures;
    private double allMicros;

    MethodStatistics(Side side, String service, String method) {
        this.side = side;
        this.service = service;
        this.method = method;
    }

    void begin() {
        active.increment();
    }

    void end(long nanos, boolean success) {
        active.decrement();
        latencies.recordValue(Math.min(MAX_MICROS, Math.max(0, nanos / 1000)));
        if (!success) {
            failures.increment();
        }
    }

    public Side side() {
        return side;
    }

    public String service() {
        return service;
    }

    public String method() {
        return method;
    }

    /** Calls under way now. */
    public long active() {
        return active.sum();
    }

    /** What happened since the last interval was taken. */
    public synchronized Interval take() {
        Interval last = add();
        Histogram earlier = pending;
        if (earlier != null) {
            last.latencies().add(earlier);
            pending = null;
        }
        Interval whole = new Interval(last.latencies(), last.failures() + pendingFailures);
        pendingFailures = 0;
        return whole;
    }

    /** What happened since the beginning. */
    public synchronized Totals totals() {
        Interval last = add();
        if (last.calls() > 0) {
            Histogram earlier = pending;
            if (earlier == null) {
                pending = last.latencies();
            } else {
                earlier.add(last.latencies());
            }
            pendingFailures += last.failures();
        }
        return new Totals(allCalls, allFailures, allMicros);
    }

    /** Adds what is new to the totals. */
    private Interval add() {
        Interval last = new Interval(latencies.getIntervalHistogram(), failures.sumThenReset());
        allCalls += last.calls();
        allFailures += last.failures();
        allMicros += last.latencies().getMean() * last.calls();
        return last;
    }

    /**
     * Calls ended since the beginning.
     *
     * @param micros all their latencies together, exact to a hundredth
     */
    public record Totals(long calls, long failures, double micros) {}

    /**
     * Calls ended in one interval.
     *
     * @param latencies of all of them, in microseconds
     * @param failures how many of them failed, by the user's exception or otherwise
     */
    public record Interval(Histogram latencies, long failures) {
        public long calls() {
            return latencies.getTotalCount();
        }
    }
}
