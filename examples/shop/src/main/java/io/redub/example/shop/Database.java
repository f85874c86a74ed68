package io.redub.example.shop;

import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands for the database of a service: a few connections, each of which does one query at a time.
 * Whoever finds none free waits for one, in order. Thread-safe.
 */
public final class Database {
    /** Two thirds of a query take always the same; the rest varies, exponentially. */
    private static final double FIXED = 2 / 3.0;

    private static final double LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore connections;
    private final double meanNanos;

    /**
     * @param connections ≥ 1
     * @param millis that a query takes in the mean, ≥ 0; with 0 nobody waits
     */
    public Database(int connections, int millis) {
        this.connections = new Semaphore(connections, true);
        this.meanNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    void query() {
        if (meanNanos == 0) {
            return;
        }
        connections.acquireUninterruptibly();
        try {
            double drawn = -Math.log(1 - ThreadLocalRandom.current().nextDouble());
            work(meanNanos * (FIXED + (1 - FIXED) * drawn));
        } finally {
            connections.release();
        }
    }

    private static void work(double nanos) {
        long until = System.nanoTime() + (long) Math.min(nanos, LONGEST_NANOS);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
