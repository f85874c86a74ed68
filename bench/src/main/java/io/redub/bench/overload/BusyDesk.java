package io.redub.bench.overload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * Works as many services do: a little on the processor, then on one of a few connections to
 * something slower, for which all calls queue. It answers on the thread that called.
 */
final class BusyDesk implements Desk {
    static final int CONNECTIONS = 12;
    static final int MEAN_MILLIS = 15;

    /** Calls per second that the connections can do. */
    static final int CAPACITY = CONNECTIONS * 1_000 / MEAN_MILLIS;

    private static final int FIXED_MILLIS = 10;
    private static final int WORK_BYTES = 200_000;

    private final Semaphore connections = new Semaphore(CONNECTIONS, true);
    private final byte[] work = new byte[WORK_BYTES];

    @Override
    public CompletableFuture<String> pay(String order) {
        return work(order);
    }

    @Override
    public CompletableFuture<String> find(String article) {
        return work(article);
    }

    @Override
    public CompletableFuture<String> recommend(String customer) {
        return work(customer);
    }

    private CompletableFuture<String> work(String what) {
        CRC32 sum = new CRC32();
        sum.update(work);
        connections.acquireUninterruptibly();
        try {
            waitFor(FIXED_MILLIS * 1e6 + exponential((MEAN_MILLIS - FIXED_MILLIS) * 1e6));
        } finally {
            connections.release();
        }
        return CompletableFuture.completedFuture(what + sum.getValue() % 2);
    }

    private static double exponential(double mean) {
        return -Math.log(1 - ThreadLocalRandom.current().nextDouble()) * mean;
    }

    private static void waitFor(double nanos) {
        long until = System.nanoTime() + (long) Math.min(nanos, TimeUnit.SECONDS.toNanos(1));
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
