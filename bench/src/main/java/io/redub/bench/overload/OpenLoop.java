package io.redub.bench.overload;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Calls at random times, as many a second as it is told, whatever becomes of them: users do not
 * wait for each other. A latency counts from when a call should have been made, so a load that
 * comes late hides nothing.
 */
final class OpenLoop {
    /** Of all calls; the others are normal and sheddable, half and half. */
    static final double CORE = 0.3;

    private static final String EXHAUSTED = "pool is EXHAUSTED";

    private static final long LONGEST_MICROS = 10_000_000;

    /** What became of the calls of a class; thread-safe. */
    private static final class Tally {
        final AtomicInteger offered = new AtomicInteger();
        final AtomicInteger good = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final AtomicInteger late = new AtomicInteger();
        final AtomicInteger other = new AtomicInteger();
    }

    private final Customers customers;
    private final double nanosBetween;
    private final Tally core = new Tally();
    private final Tally rest = new Tally();
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHistogram coreMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Thread thread = new Thread(this::call, "load");
    private final long from;
    private final long to;
    private volatile @Nullable Throwable surprise;
    private volatile boolean stopped;

    /**
     * @param warmUp nanoseconds before calls count
     * @param counted nanoseconds in which they do
     */
    OpenLoop(Customers customers, double callsPerSecond, long warmUp, long counted) {
        this.customers = customers;
        this.nanosBetween = 1e9 / callsPerSecond;
        this.from = System.nanoTime() + warmUp;
        this.to = from + counted;
    }

    /** Returns when all calls that count have ended. The load goes on until it is stopped. */
    Outcome run() throws InterruptedException {
        thread.start();
        while (System.nanoTime() - to < 0 || open.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double seconds = (to - from) / 1e9;
        Throwable unexpected = surprise;
        if (unexpected != null) {
            unexpected.printStackTrace();
        }
        return new Outcome(
                core.offered.get() / seconds,
                core.good.get() / seconds,
                core.refused.get() / (double) core.offered.get(),
                (core.late.get() + core.other.get()) / (double) core.offered.get(),
                coreMicros.getValueAtPercentile(50) / 1e3,
                coreMicros.getValueAtPercentile(99) / 1e3,
                rest.good.get() / seconds,
                rest.refused.get() / (double) rest.offered.get(),
                core.other.get() + rest.other.get());
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void call() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        double due = System.nanoTime();
        while (!stopped) {
            due += -Math.log(1 - random.nextDouble()) * nanosBetween;
            long when = (long) due;
            for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            boolean counts = when - from >= 0 && when - to < 0;
            double drawn = random.nextDouble();
            if (counts) {
                open.incrementAndGet();
                (drawn < CORE ? core : rest).offered.incrementAndGet();
            }
            CompletableFuture<?> answer =
                    drawn < CORE
                            ? customers.order()
                            : drawn < (1 + CORE) / 2 ? customers.look() : customers.crawl();
            if (counts) {
                answer.whenComplete((value, fault) -> ended(drawn < CORE, when, fault));
            }
        }
    }

    private void ended(boolean isCore, long due, @Nullable Throwable fault) {
        Tally tally = isCore ? core : rest;
        if (fault == null) {
            tally.good.incrementAndGet();
            if (isCore) {
                long micros = (System.nanoTime() - due) / 1_000;
                coreMicros.recordValue(Math.min(LONGEST_MICROS, micros));
            }
        } else if (code(fault) == StatusCode.LIMIT_EXCEEDED) {
            tally.refused.incrementAndGet();
        } else if (code(fault) == StatusCode.TIMEOUT) {
            tally.late.incrementAndGet();
        } else {
            tally.other.incrementAndGet();
            surprise = fault;
        }
        open.decrementAndGet();
    }

    /** Of the call, or of one that the service made for it. */
    private static @Nullable StatusCode code(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            StatusCode said =
                    each instanceof RpcException rpc && !isUnsent(rpc)
                            ? rpc.status().code()
                            : each instanceof org.apache.dubbo.rpc.RpcException dubbo
                                    ? code(dubbo)
                                    : null;
            if (said != null) {
                return said;
            }
        }
        String text = String.valueOf(fault.getMessage());
        return text.contains(EXHAUSTED)
                ? StatusCode.LIMIT_EXCEEDED
                : text.contains("Waiting server-side response timeout") ? StatusCode.TIMEOUT : null;
    }

    /** As providers tell Dubbo's consumers, which this class path has. */
    private static @Nullable StatusCode code(org.apache.dubbo.rpc.RpcException fault) {
        return fault.isTimeout()
                ? StatusCode.TIMEOUT
                : fault.isLimitExceed() || String.valueOf(fault.getMessage()).contains(EXHAUSTED)
                        ? StatusCode.LIMIT_EXCEEDED
                        : null;
    }

    /** Dubbo's providers cannot send why a call within a call failed, and tell a text instead. */
    private static boolean isUnsent(RpcException fault) {
        return String.valueOf(fault.getMessage()).contains("Failed to send response");
    }
}
