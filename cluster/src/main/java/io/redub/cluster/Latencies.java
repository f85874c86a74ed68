package io.redub.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * How long the first tries of a method's calls took of late. The 95th percentile is worked out from
 * at least a hundred calls, at most once a second, by a thread that records. Thread-safe; recording
 * is wait-free.
 */
final class Latencies {
    static final int LEAST_CALLS = 100;

    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    /** Longer ones are counted as this, in microseconds: a minute. */
    private static final long MAX_MICROS = 60_000_000;

    private final PolicyMemory memory;
    private final Recorder recorder = new Recorder(MAX_MICROS, 2);
    private final AtomicLong nextLook;
    private @Nullable Histogram unused;
    private @Nullable Histogram gathered;
    private volatile long p95Nanos = -1;

    Latencies(PolicyMemory memory) {
        this.memory = memory;
        this.nextLook = new AtomicLong(memory.nanos() + PERIOD);
    }

    void record(long nanos) {
        recorder.recordValue(Math.min(MAX_MICROS, Math.max(0, nanos / 1000)));
        long now = memory.nanos();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + PERIOD)) {
            look();
        }
    }

    private synchronized void look() {
        Histogram last = recorder.getIntervalHistogram(unused);
        Histogram sum = gathered;
        if (sum == null) {
            sum = new Histogram(MAX_MICROS, 2);
            gathered = sum;
        }
        sum.add(last);
        unused = last;
        if (sum.getTotalCount() >= LEAST_CALLS) {
            p95Nanos = sum.getValueAtPercentile(95) * 1000;
            sum.reset();
        }
    }

    /** Not even one call in twenty takes longer; −1 while too little is known. */
    long p95Nanos() {
        return p95Nanos;
    }
}
