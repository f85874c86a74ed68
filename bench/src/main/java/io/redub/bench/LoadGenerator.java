package io.redub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Calls a {@link Target} as fast as it answers, and measures. Closed loop: a caller makes its next
 * call when it has the answer to the last. Every answer is checked. One run at a time.
 */
final class LoadGenerator {
    private static final long LONGEST_CALL_NANOS = 60_000_000_000L;

    private final Target target;
    private final Operation operation;
    private final long runNanos;
    private final ConcurrentLinkedQueue<IntCountsHistogram> histograms =
            new ConcurrentLinkedQueue<>();
    // An answer may arrive on any thread; each records into a histogram of its own.
    private final ThreadLocal<IntCountsHistogram> histogram =
            ThreadLocal.withInitial(this::newHistogram);
    private final LongAdder errors = new LongAdder();
    private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();

    LoadGenerator(Target target, Operation operation, long runNanos) {
        this.target = target;
        this.operation = operation;
        this.runNanos = runNanos;
    }

    Measurement run(Mode mode) throws InterruptedException {
        return mode.async() ? runAsync(mode.callers()) : runSync(mode.callers());
    }

    /** What the first call that failed said; null if none did. */
    @Nullable String firstError() {
        return firstError.get();
    }

    private Measurement runSync(int threads) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(threads);
        CountDownLatch measured = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int caller = i;
            Thread thread =
                    new Thread(
                            () -> {
                                histogram.get();
                                ready.countDown();
                                await(go);
                                callUntil(caller, System.nanoTime() + runNanos);
                                done.countDown();
                                await(measured);
                            },
                            "caller-" + i);
            thread.start();
            callers.add(thread);
        }
        ready.await();
        UsageMeter meter = new UsageMeter();
        meter.start();
        long start = System.nanoTime();
        go.countDown();
        done.await();
        long nanos = System.nanoTime() - start;
        Usage usage = meter.stop();
        measured.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        return measurement(nanos, usage);
    }

    private void callUntil(int caller, long end) {
        IntCountsHistogram mine = histogram.get();
        long n = firstOf(caller);
        for (long now = System.nanoTime(); now - end < 0; n++) {
            try {
                check(n, target.call(operation, n));
            } catch (Exception e) {
                error(e.toString());
            }
            long after = System.nanoTime();
            mine.recordValue(Math.min(after - now, LONGEST_CALL_NANOS));
            now = after;
        }
    }

    private Measurement runAsync(int inFlight) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(inFlight);
        UsageMeter meter = new UsageMeter();
        meter.start();
        long start = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            new Slot(firstOf(i), start + runNanos, done).next();
        }
        done.await();
        long nanos = System.nanoTime() - start;
        return measurement(nanos, meter.stop());
    }

    /** One of the calls in flight: its answer makes the next. */
    private final class Slot {
        private final long end;
        private final CountDownLatch done;
        private long n;
        private long started;

        Slot(long first, long end, CountDownLatch done) {
            this.n = first;
            this.end = end;
            this.done = done;
            this.started = System.nanoTime();
        }

        /** Makes calls until one has no answer yet, which will go on from here, or time is up. */
        void next() {
            while (started - end < 0) {
                CompletionStage<?> answer;
                try {
                    answer = target.start(operation, n);
                } catch (RuntimeException e) {
                    answered(null, e);
                    continue;
                }
                // A loop for answers that are there at once: recursion would eat the stack.
                if (!answer.toCompletableFuture().isDone()) {
                    answer.whenComplete(this::answeredLater);
                    return;
                }
                answer.whenComplete(this::answered);
            }
            done.countDown();
        }

        private void answeredLater(@Nullable Object value, @Nullable Throwable failure) {
            try {
                answered(value, failure);
                next();
            } catch (RuntimeException | Error e) {
                // Thrown here it would vanish in a future, and the run would never end.
                error(e.toString());
                done.countDown();
            }
        }

        private void answered(@Nullable Object value, @Nullable Throwable failure) {
            if (failure != null) {
                error(failure.toString());
            } else {
                check(n, value);
            }
            long now = System.nanoTime();
            histogram.get().recordValue(Math.min(now - started, LONGEST_CALL_NANOS));
            started = now;
            n++;
        }
    }

    private void check(long n, @Nullable Object answer) {
        if (!target.right(operation, n, answer)) {
            error("wrong answer to call " + n + " of " + operation.method() + ": " + answer);
        }
    }

    private void error(String text) {
        errors.increment();
        firstError.compareAndSet(null, text);
    }

    private static long firstOf(int caller) {
        return caller * 7919L;
    }

    private IntCountsHistogram newHistogram() {
        IntCountsHistogram created = new IntCountsHistogram(LONGEST_CALL_NANOS, 2);
        histograms.add(created);
        return created;
    }

    private Measurement measurement(long nanos, Usage usage) {
        Histogram all = new Histogram(LONGEST_CALL_NANOS, 2);
        histograms.forEach(all::add);
        return new Measurement(
                all.getTotalCount(),
                errors.sum(),
                nanos,
                all.getValueAtPercentile(50),
                all.getValueAtPercentile(99),
                usage);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
