package io.redub.protocol;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a provider at what it can do: lets in so many calls at once as it answers without much
 * waiting, and refuses more at once, those that matter least first. One for all services of a port
 * that want it, since they share its threads and the machine. Thread-safe, without locks, for I/O
 * threads too.
 */
public final class LoadShedder {
    /** Parameter of a service: {@code adaptive}, or {@code off}, the default. */
    public static final String LIMITER = "limiter";

    private static final String ADAPTIVE = "adaptive";

    private final AdaptiveLimit limit;
    private final LongSupplier clock;
    private final AtomicInteger active = new AtomicInteger();

    /**
     * @param most calls at once that are never exceeded, ≥ 2: what the threads and the queue take
     */
    public LoadShedder(int most) {
        this(most, System::nanoTime);
    }

    LoadShedder(int most, LongSupplier clock) {
        this.limit = new AdaptiveLimit(most, clock.getAsLong());
        this.clock = clock;
    }

    /** Whether the URL of a service asks for it. */
    public static boolean isWanted(URL url) {
        return ADAPTIVE.equals(url.getParameter(LIMITER));
    }

    /**
     * The ways into a service: one for each of the user's methods.
     *
     * @param url has the priorities of service and methods
     * @param refused counts the refused calls of a class
     * @throws IllegalArgumentException if a priority is none
     */
    public ServiceGate gate(ServiceModel service, URL url, Function<Priority, LongAdder> refused) {
        LongAdder[] counts = new LongAdder[Priority.values().length];
        for (Priority each : Priority.values()) {
            counts[each.ordinal()] = refused.apply(each);
        }
        @Nullable MethodGate[] gates = new MethodGate[service.methods().size()];
        for (MethodModel method : service.methods()) {
            // An echo asks whether the provider is there, and is to be told so under load, too.
            if (method != service.echo()) {
                String word = url.getMethodParameter(method.name(), Priority.PRIORITY);
                gates[method.index()] =
                        new MethodGate(
                                this,
                                url.getServiceKey() + "." + method.name(),
                                word == null ? Priority.NORMAL : Priority.of(word),
                                limit.latency(),
                                counts);
            }
        }
        return new ServiceGate(gates);
    }

    /** Calls that may be under way at once, now. */
    public int limit() {
        return limit.limit();
    }

    /** Calls under way. */
    public int active() {
        return active.get();
    }

    boolean enter(Priority priority) {
        // Looks before it counts: where most is refused, refusing writes nothing that is shared.
        // Threads that look at the same time may each let one in.
        if (active.get() >= limit.limit(priority)) {
            limit.refused(priority);
            return false;
        }
        limit.reached(active.incrementAndGet());
        return true;
    }

    void forget(AdaptiveLimit.Latency method) {
        limit.forget(method);
    }

    /** Methods whose latencies are kept. */
    int methods() {
        return limit.methods();
    }

    void leave() {
        active.decrementAndGet();
    }

    void leave(AdaptiveLimit.Latency method, long began, boolean answered) {
        leave();
        long now = clock.getAsLong();
        long took = now - began;
        // What fails at once says nothing of what the method takes.
        if (answered || method.isLong(took)) {
            limit.ended(method, took, now);
        }
    }
}
