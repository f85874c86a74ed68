package io.redub.bench.protocols;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that each make their next call when they have the answer to the last. */
final class ClosedLoop {
    private static final Logger log = LoggerFactory.getLogger(ClosedLoop.class);
    private static final long LONGEST_CALL_NANOS = 60_000_000_000L;

    /** What one thread saw. */
    private record Seen(Histogram times, long right, long errors) {}

    private ClosedLoop() {}

    /**
     * @param bytes of the content of a parcel
     * @param nanos from the first call to the last; each caller makes one at least
     */
    static Measured run(Carrier carrier, int bytes, int callers, long nanos) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long begin = System.nanoTime();
            Callable<Seen> caller = () -> call(carrier, bytes, begin + nanos);
            List<Future<Seen>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                running.add(threads.submit(caller));
            }
            Histogram times = new Histogram(LONGEST_CALL_NANOS, 2);
            long right = 0;
            long errors = 0;
            for (Future<Seen> each : running) {
                Seen seen = each.get();
                times.add(seen.times());
                right += seen.right();
                errors += seen.errors();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Measured(
                    right / seconds,
                    errors,
                    times.getValueAtPercentile(50) / 1e3,
                    times.getValueAtPercentile(99) / 1e3);
        } finally {
            threads.shutdown();
        }
    }

    private static Seen call(Carrier carrier, int bytes, long end) {
        Histogram times = new Histogram(LONGEST_CALL_NANOS, 2);
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        long right = 0;
        long errors = 0;
        long now = System.nanoTime();
        int n = 0;
        do {
            Parcel parcel = Parcel.of(n++, content);
            try {
                if (carrier.carry(parcel).answers(parcel)) {
                    right++;
                } else {
                    errors++;
                }
            } catch (RuntimeException e) {
                if (errors++ == 0) {
                    log.warn("A call failed", e);
                }
            }
            long after = System.nanoTime();
            times.recordValue(Math.min(after - now, LONGEST_CALL_NANOS));
            now = after;
        } while (now - end < 0);
        return new Seen(times, right, errors);
    }
}
