package io.redub.rules;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a script one call after the other on a thread of its own: no thread that calls is held by a
 * script that does not end, and nothing in a JVM can end one. While it runs on and on, nobody waits
 * for it any more; if it does end, it is obeyed again. Thread-safe.
 */
final class ScriptThread {
    /** How the threads of the transport are named. */
    private static final String IO = "redub-io";

    /** How long a call waits for a script. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    /** Scripts that may run on and on in this process before no other is taken. */
    static final int MAX_ENDLESS = 4;

    /** Calls that wait for the script at the same time. */
    private static final int MAX_WAITING = 1_000;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Set<ScriptThread> ENDLESS = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor thread;

    /** When what runs now began, in nanoseconds; 0: nothing runs. */
    private volatile long began;

    ScriptThread() {
        thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE.toMillis(),
                        TimeUnit.MILLISECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        work -> {
                            Thread made = new Thread(work, "redub-script-rule");
                            made.setDaemon(true);
                            return made;
                        });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * @throws IllegalStateException if so many scripts do not end that there is to be no other
     */
    static void requireFew() {
        if (ENDLESS.size() >= MAX_ENDLESS) {
            throw new IllegalStateException(
                    "script: "
                            + ENDLESS.size()
                            + " earlier scripts still run and do not end (expected: fewer than "
                            + MAX_ENDLESS
                            + "; restart this process)");
        }
    }

    /** Whether this thread must not wait for a script: others' calls would stand still with it. */
    static boolean isForbiddenHere() {
        return Thread.currentThread().getName().startsWith(IO);
    }

    /**
     * What the script ends with.
     *
     * @throws IllegalStateException if it failed, or has not ended within {@link #LIMIT}
     */
    Object run(Callable<Object> script) {
        if (ENDLESS.contains(this)) {
            throw new IllegalStateException("it still runs for an earlier call");
        }
        Future<Object> result;
        try {
            result = thread.submit(() -> timed(script));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(MAX_WAITING + " calls wait for it already", e);
        }
        try {
            return result.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            judge();
            throw new IllegalStateException(
                    "it has not ended within " + LIMIT.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the call was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }

    private Object timed(Callable<Object> script) throws Exception {
        began = System.nanoTime() | 1;
        try {
            return script.call();
        } finally {
            began = 0;
            ENDLESS.remove(this);
        }
    }

    /**
     * Whoever gave up looks whether what runs is too long, or many short ones were before its own.
     * Who began it does not matter: that one may have gone earlier.
     */
    private void judge() {
        long start = began;
        if (start != 0 && System.nanoTime() - start >= LIMIT.toNanos() / 2) {
            ENDLESS.add(this);
            if (began != start) {
                // It ended just now, and may have been looked for before it was added.
                ENDLESS.remove(this);
            }
        }
    }
}
