package io.redub.protocol;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way into one method of a provider. Whoever was let in must leave, once. Thread-safe; asking
 * takes no lock and allocates nothing.
 */
public final class MethodGate {
    private final LoadShedder shedder;
    private final String method;
    private final Priority priority;
    private final AdaptiveLimit.Latency latency;
    private final LongAdder[] refused;

    MethodGate(
            LoadShedder shedder,
            String method,
            Priority priority,
            AdaptiveLimit.Latency latency,
            LongAdder[] refused) {
        this.shedder = shedder;
        this.method = method;
        this.priority = priority;
        this.latency = latency;
        this.refused = refused;
    }

    /** The class of a call that asks for this one, or for none: at most what the method has. */
    public Priority priority(@Nullable Priority asked) {
        return asked == null ? priority : priority.lower(asked);
    }

    /** Lets a call of this class in, or counts it as refused. */
    public boolean enter(Priority called) {
        boolean open = shedder.enter(called);
        if (!open) {
            refused[called.ordinal()].increment();
        }
        return open;
    }

    /** A call that was let in is over, and says nothing of how long the method takes. */
    public void leave() {
        shedder.leave();
    }

    /**
     * A call that was let in is over.
     *
     * @param began when it came, on the scale of {@link System#nanoTime()}
     * @param answered whether it has a value
     */
    public void leave(long began, boolean answered) {
        shedder.leave(latency, began, answered);
    }

    void close() {
        shedder.forget(latency);
    }

    /** For whoever was refused. */
    public String refusal(Priority called) {
        return method
                + " is refused under load to calls of priority "
                + called.word()
                + ": "
                + shedder.active()
                + " calls are under way (limit now: "
                + shedder.limit()
                + ", found by 'limiter'; try another provider, or add some)";
    }
}
