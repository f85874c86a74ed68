package io.redub.registry;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one registry: one that talks to the server, and up to four that call listeners.
 *
 * <p>Neither queue has a bound of its own: callers wait for what they queue, the server reports at
 * most one change per place asked for, and a subscription queues at most one delivery.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int NOTIFIERS = 4;

    private final String name;
    private final ScheduledThreadPoolExecutor thread;
    private final ThreadPoolExecutor notifiers;

    /** What is waiting for its time; touched by the worker thread only. */
    private final Set<Object> scheduled = new HashSet<>();

    Worker(String name) {
        this.name = name;
        thread = new ScheduledThreadPoolExecutor(1, daemons("redub-registry " + name));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        notifiers =
                new ThreadPoolExecutor(
                        NOTIFIERS,
                        NOTIFIERS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        daemons("redub-registry-notify " + name),
                        new ThreadPoolExecutor.DiscardPolicy());
        notifiers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    Executor notifiers() {
        return notifiers;
    }

    /** Runs the task on the worker thread, soon; not at all once closed. */
    void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("registry {} is closed; a late report is of no interest", name);
        }
    }

    /** Like {@link #execute} after a delay; one task per key waits at a time. */
    void later(Object key, Duration delay, Runnable task) {
        if (!thread.isShutdown() && scheduled.add(key)) {
            Runnable once =
                    () -> {
                        scheduled.remove(key);
                        task.run();
                    };
            try {
                thread.schedule(guarded(once), delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("registry {} was closed; nothing is tried again", name);
            }
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("registry {}: fault in the worker; it goes on", name, e);
            }
        };
    }

    /**
     * Has the worker thread do it and waits. An interrupt does not end the wait, so that caller and
     * worker never disagree about whether it was done; what the worker does takes bounded time.
     */
    <T> T call(Callable<T> task) {
        boolean interrupted = false;
        try {
            Future<T> result = thread.submit(task);
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RpcException failure) {
                throw failure;
            }
            throw new RpcException(
                    StatusCode.INTERNAL, "registry " + name + ": " + e.getCause(), e);
        } catch (RejectedExecutionException | CancellationException e) {
            throw new RpcException(StatusCode.CLOSED, "registry " + name + " is closed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Stops: {@code last} is the worker's last task, {@code disconnect} runs at once on the calling
     * thread, so that a task waiting for the server fails instead of being waited for. Idempotent.
     */
    void close(Runnable last, Runnable disconnect) {
        synchronized (thread) {
            if (thread.isShutdown()) {
                return;
            }
            thread.execute(guarded(last));
            thread.shutdown();
        }
        disconnect.run();
        notifiers.shutdown();
    }
}
