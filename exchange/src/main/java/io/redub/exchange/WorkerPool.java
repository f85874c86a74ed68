package io.redub.exchange;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
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
    private final long keepAliveNanos;
    private final ThreadFactory factory;
    private final MpmcArrayQueue<Runnable> queue;
    private final ConcurrentLinkedDeque<Worker> sleeping = new ConcurrentLinkedDeque<>();
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final LogLimit complaints = new LogLimit();
    private volatile boolean closed;

    /**
     * @param name prefix of the threads' names
     * @param maxThreads ≥ 1; started when needed, ended after 60 s without work
     * @param queueLimit tasks that may wait, ≥ 2 (rounded up to a power of two); further ones are
     *     refused
     */
    public WorkerPool(String name, int maxThreads, int queueLimit) {
        this(name, maxThreads, queueLimit, KEEP_ALIVE_NANOS, Thread::new);
    }

    WorkerPool(
            String name,
            int maxThreads,
            int queueLimit,
            long keepAliveNanos,
            ThreadFactory factory) {
        if (maxThreads < 1) {
            throw new IllegalArgumentException("threads: " + maxThreads + " (expected: ≥ 1)");
        }
        this.name = name;
        this.maxThreads = maxThreads;
        this.keepAliveNanos = keepAliveNanos;
        this.factory = factory;
        this.queue = new MpmcArrayQueue<>(Math.max(2, queueLimit));
    }

    /**
     * @throws RejectedExecutionException if the queue is full, the pool closed, or there is no
     *     thread and none can be started
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(name + " is closed");
        }
        if (!queue.offer(task)) {
            if (threads.get() == 0) {
                wakeOne();
            }
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
        if (!wakeOne() && withdraw(task)) {
            throw new RejectedExecutionException(
                    name + " has no thread and could not start one; the log says why");
        }
    }

    /** Tasks that wait. */
    public int queued() {
        return queue.size();
    }

    /** Threads that exist. */
    public int threads() {
        return threads.get();
    }

    /** Sends a thread to the queue if needed; false: there is none and none can be started. */
    private boolean wakeOne() {
        while (searching.get() == 0 && searching.compareAndSet(0, 1)) {
            Worker worker;
            while ((worker = sleeping.pollFirst()) != null) {
                if (worker.wake()) {
                    return true;
                }
            }
            boolean full = threads.get() >= maxThreads;
            if (!full && startOne()) {
                return true;
            }
            boolean none = threads.get() == 0;
            searching.set(0);
            if (none && !full) {
                return false;
            }
            // A thread may have gone to sleep or ended since. It looked at the queue after it said
            // so, but could not wake another while this one was searching.
            int enough = full ? maxThreads : 1;
            if (queue.isEmpty() || (sleeping.isEmpty() && threads.get() >= enough)) {
                return true;
            }
        }
        return true;
    }

    private boolean startOne() {
        while (true) {
            int now = threads.get();
            if (now >= maxThreads) {
                return false;
            }
            if (threads.compareAndSet(now, now + 1)) {
                try {
                    Thread thread = factory.newThread(new Worker());
                    thread.setName(name + "-" + names.incrementAndGet());
                    thread.setDaemon(true);
                    thread.start();
                    return true;
                } catch (RuntimeException | Error e) {
                    threads.decrementAndGet();
                    if (complaints.permit()) {
                        log.error("{} could not start a thread; it has {}", name, now, e);
                    }
                    return false;
                }
            }
        }
    }

    /** Takes a task out of the queue that no thread will come for; false: one has come. */
    private synchronized boolean withdraw(Runnable task) {
        boolean found = false;
        for (int left = queue.size(); left > 0 && !found; left--) {
            Runnable other = queue.poll();
            found = other == task;
            if (other != null && !found && !queue.offer(other)) {
                log.error("{} lost a task: there is neither a thread nor room for it", name);
            }
        }
        if (!queue.isEmpty() && threads.get() > 0) {
            wakeOne();
        }
        return found;
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
                    if (isSearching) {
                        isSearching = false;
                        searching.set(0);
                    }
                    if (leave()) {
                        return;
                    }
                    continue;
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
                if (sleep()) {
                    isSearching = true;
                } else if (leave()) {
                    return;
                }
            }
        }

        /** Gives its place up; false: a task came meanwhile that only this thread can run. */
        private boolean leave() {
            threads.decrementAndGet();
            return queue.isEmpty() || wakeOne() || !threads.compareAndSet(0, 1);
        }

        /** Sleeps until woken, which makes this the searching thread; false: waited in vain. */
        private boolean sleep() {
            long until = System.nanoTime() + keepAliveNanos;
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
                // Else an interrupt that came late would keep it from parking again.
                Thread.interrupted();
            }
            return true;
        }

        private void runSafely(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task of {} failed", name, e);
            } finally {
                // The next task must not find the interrupt of this one.
                Thread.interrupted();
            }
        }
    }
}
