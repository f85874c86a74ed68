package io.redub.monitor;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Counts and latencies of one method on one side. Recording is wait-free; any thread may record,
 * one at a time may take an interval.
 */
public final class MethodStatistics {
    /** Latencies above are counted as this much, in microseconds: ten minutes. */
    private static final long MAX_MICROS = 600_000_000;

    private final String service;
    private final String method;
    private final Recorder latencies = new Recorder(MAX_MICROS, 2);
    private final LongAdder failures = new LongAdder();
    private final LongAdder active = new LongAdder();

    MethodStatistics(String service, String method) {
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
        Histogram histogram = latencies.getIntervalHistogram();
        return new Interval(histogram, failures.sumThenReset());
    }

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
