package io.redub.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the continuation of a call on the very thread that waits for it: the answer is decoded where
 * it is used, and no other thread is woken. Tasks that come when the thread no longer waits run at
 * once where they are given.
 *
 * <p>{@code next} is null, a task, or a chain of tasks (newest first); it becomes {@link #CLOSED}
 * when the wait is over.
 */
final class CallerThread implements Executor {
    private static final Task CLOSED = new Task(() -> {}, null);

    private final Thread thread = Thread.currentThread();
    private final AtomicReference<@Nullable Task> next = new AtomicReference<>();

    private record Task(Runnable work, @Nullable Task older) {}

    @Override
    public void execute(Runnable work) {
        while (true) {
            Task head = next.get();
            if (head == CLOSED) {
                work.run();
                return;
            }
            if (next.compareAndSet(head, new Task(work, head))) {
                if (Thread.currentThread() != thread) {
                    LockSupport.unpark(thread);
                }
                return;
            }
        }
    }

    /**
     * Waits for the promise, running what comes meanwhile. An interrupt does not end the wait,
     * whose end the deadline of the call guarantees; the thread is interrupted again afterwards.
     */
    <T> T await(CompletableFuture<T> promise) {
        boolean interrupted = false;
        try {
            while (true) {
                Task task = next.getAndSet(null);
                if (task != null) {
                    run(task);
                    continue;
                }
                if (promise.isDone()) {
                    return promise.join();
                }
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
                if (promise.isDone() && next.get() == null) {
                    return promise.join();
                }
            }
        } finally {
            Task late = next.getAndSet(CLOSED);
            if (late != null) {
                run(late);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void run(Task task) {
        Task older = task.older();
        if (older != null) {
            run(older);
        }
        task.work().run();
    }
}
