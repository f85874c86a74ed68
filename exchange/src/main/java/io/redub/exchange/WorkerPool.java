package io.redub.exchange;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpmcArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that run calls: a bounded queue, and no more wake-ups than needed.
 *
 * <p>The usual pools wake a thread for every task. Waking costs more than a short call, and tasks
 * that came in one read of a socket are mostly done by the first thread before a second one is
 * awake. Here at most one thread at a time is on its way to the queue ({@code searching}); when it
 * finds a task it wakes the next one, but only if more is queued, and only then runs the task. So a
 * task that blocks never holds up another, up to the number of threads; and a burst of short tasks
 * is done by one or two. Threads that sleep are woken last in, first out, which keeps working sets
 * warm.
 */
public final class WorkerPool implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String name;
    private final int maxThreads;
    private final MpmcArrayQueue<Runnable> queue;
    private final ConcurrentLinkedDeque<Worker> sleeping = new ConcurrentLinkedDeque<>();
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param name prefix of the threads' names
     * @param maxThreads ≥ 1; started when needed, ended after 60 s without work
     * @param queueLimit tasks that may wait, ≥ 2 (rounded up to a power of two); further ones are
     *     refused
     */
    public WorkerPool(String name, int maxThreads, int queueLimit) {
        if (maxThreads < 1) {
            throw new IllegalArgumentException("threads: " + maxThreads + " (expected: ≥ 1)");
        }
        this.name = name;
        this.maxThreads = maxThreads;
        this.queue = new MpmcArrayQueue<>(Math.max(2, queueLimit));
    }

    /**
     * @throws RejectedExecutionException if the queue is full or the pool closed
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(name + " is closed");
        }
        if (!queue.offer(task)) {
            throw new RejectedExecutionException(
                    name
                            + ": "
                            + threads.get()
                            + " of "
                            + maxThreads
                            + " threads are busy and "
                            + queue.capacity()
                            + " tasks wait");
        }
        wakeOne();
    }

    /** Tasks that wait. */
    public int queued() {
        return queue.size();
    }

    /** Threads that exist. */
    public int threads() {
        return threads.get();
    }

    private void wakeOne() {
        if (searching.get() != 0 || !searching.compareAndSet(0, 1)) {
            return;
        }
        Worker worker;
        while ((worker = sleeping.pollFirst()) != null) {
            if (worker.wake()) {
                return;
            }
        }
        if (!startOne()) {
            searching.set(0);
            // A thread may have gone to sleep since; it looked at the queue after it said so.
            if (!queue.isEmpty() && !sleeping.isEmpty()) {
                wakeOne();
            }
        }
    }

    private boolean startOne() {
        while (true) {
            int now = threads.get();
            if (now >= maxThreads) {
                return false;
            }
            if (threads.compareAndSet(now, now + 1)) {
                Thread thread = new Thread(new Worker(), name + "-" + names.incrementAndGet());
                thread.setDaemon(true);
                thread.start();
                return true;
            }
        }
    }

    /** Ends the threads once the queue is empty; running tasks finish, new ones are refused. */
    @Override
    public void close() {
        closed = true;
        Worker worker;
        while ((worker = sleeping.pollFirst()) != null) {
            worker.wake();
        }
    }

    /** One thread. {@code asleep} goes to false exactly once per sleep, by whoever wakes it. */
    private final class Worker implements Runnable {
        private final AtomicInteger asleep = new AtomicInteger();
        private volatile Thread thread = Thread.currentThread();

        boolean wake() {
            if (asleep.compareAndSet(1, 0)) {
                LockSupport.unpark(thread);
                return true;
            }
            return false;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            boolean isSearching = true;
            while (true) {
                Runnable task = queue.poll();
                if (task != null) {
                    if (isSearching) {
                        isSearching = false;
                        searching.set(0);
                        if (!queue.isEmpty()) {
                            wakeOne();
                        }
                    }
                    runSafely(task);
                    continue;
                }
                if (closed) {
                    threads.decrementAndGet();
                    return;
                }
                asleep.set(1);
                sleeping.addFirst(this);
                if (isSearching) {
                    isSearching = false;
                    searching.set(0);
                }
                if (!queue.isEmpty()) {
                    wakeOne();
                }
                if (!sleep()) {
                    threads.decrementAndGet();
                    return;
                }
                isSearching = true;
            }
        }

        /** Sleeps until woken, which makes this the searching thread; false: waited in vain. */
        private boolean sleep() {
            long until = System.nanoTime() + KEEP_ALIVE_NANOS;
            while (asleep.get() == 1) {
                long left = until - System.nanoTime();
                if (left <= 0 || closed) {
                    if (asleep.compareAndSet(1, 0)) {
                        sleeping.remove(this);
                        return false;
                    }
                    return true;
                }
                LockSupport.parkNanos(WorkerPool.this, left);
            }
            return true;
        }

        private void runSafely(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task of {} failed", name, e);
            }
        }
    }
}
