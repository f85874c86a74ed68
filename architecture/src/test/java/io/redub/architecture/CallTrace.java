package io.redub.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the method entries of a traced process, on the threads that a client call runs on. */
public final class CallTrace {
    private static final int LIMIT = 65_536;

    private static final List<String> names = new ArrayList<>();
    private static final AtomicLongArray counts = new AtomicLongArray(LIMIT);
    private static volatile Thread caller;

    private CallTrace() {}

    /** A number for the method of this name, for {@link #enter}. */
    static synchronized int number(String method) {
        if (names.size() == LIMIT) {
            throw new IllegalStateException("more than " + LIMIT + " methods");
        }
        names.add(method);
        return names.size() - 1;
    }

    /** Called first thing by every traced method. */
    public static void enter(int number) {
        Thread waiting = caller;
        if (waiting != null) {
            Thread here = Thread.currentThread();
            if (here == waiting || here.getName().startsWith("redub-io")) {
                counts.incrementAndGet(number);
            }
        }
    }

    /** Counts from now on what this thread and the I/O threads enter. */
    static void start() {
        caller = Thread.currentThread();
    }

    /** Ends counting; what was entered, by {@code class.method(descriptor)}. */
    static synchronized Map<String, Long> stop() {
        caller = null;
        Map<String, Long> entered = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (counts.get(i) > 0) {
                entered.merge(names.get(i), counts.get(i), Long::sum);
            }
        }
        return entered;
    }
}
