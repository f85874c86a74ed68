package io.redub.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the fault policies of one reference keep across changes of settings and providers, when they
 * themselves are made anew: retry budgets, calls to send again, latencies seen. Thread-safe.
 */
public final class PolicyMemory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyMemory.class);

    private final Map<Object, Object> kept = new ConcurrentHashMap<>();
    private final Function<String, LongAdder> counters;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;

    /**
     * @param counters the counter of a name; one for each name, whoever asks
     * @param timer for what is to be done later; shut down with the memory
     * @param clock in nanoseconds, such as {@link System#nanoTime}
     */
    public PolicyMemory(
            Function<String, LongAdder> counters,
            ScheduledExecutorService timer,
            LongSupplier clock) {
        this.counters = counters;
        this.timer = timer;
        this.clock = clock;
    }

    /** A memory with a timer of its own, whose thread lives only while there is something to do. */
    public PolicyMemory(Function<String, LongAdder> counters) {
        this(counters, ownTimer(), System::nanoTime);
    }

    /** A memory whose counters nobody else reads. */
    public PolicyMemory() {
        this(new ConcurrentHashMap<String, LongAdder>());
    }

    private PolicyMemory(Map<String, LongAdder> counters) {
        this(name -> counters.computeIfAbsent(name, any -> new LongAdder()));
    }

    private static ScheduledExecutorService ownTimer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = new Thread(work, "redub-policies");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    /**
     * What was kept under this key, or the first one to be kept. An {@link AutoCloseable} is closed
     * with the memory.
     *
     * @param key such as a class, or a method of the service together with one
     */
    public <T> T keep(Object key, Class<T> type, Supplier<T> first) {
        return type.cast(kept.computeIfAbsent(key, any -> first.get()));
    }

    /** What goes up by one each time that something happens, such as {@code retries}. */
    public LongAdder counter(String name) {
        return counters.apply(name);
    }

    /** Runs what is to be done later. Its one thread is not to be held up. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** The time, in nanoseconds from some origin. */
    public long nanos() {
        return clock.getAsLong();
    }

    @Override
    public void close() {
        timer.shutdown();
        for (Object each : kept.values()) {
            if (each instanceof AutoCloseable resource) {
                try {
                    resource.close();
                } catch (Exception e) {
                    log.error("Closing {} failed", resource, e);
                }
            }
        }
    }
}
