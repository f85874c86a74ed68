package io.redub.protocol;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Lets a provider serve no more than {@code tps} calls of a service within each {@code
 * tps.interval} milliseconds, and refuses more. Failure: LIMIT_EXCEEDED, of a call that did not
 * run. Thread-safe.
 */
public final class RateLimitFilter implements Filter {
    /** Parameter of a service: calls in an interval, ≥ 0; absent or negative is no limit. */
    public static final String TPS = "tps";

    private static final String INTERVAL = "tps.interval";
    private static final long DEFAULT_INTERVAL_MILLIS = 60_000;

    private final String service;
    private final int most;
    private final long intervalNanos;
    private final LongSupplier clock;

    /** Seen by tests. */
    volatile Window window;

    record Window(long start, AtomicInteger calls) {}

    /**
     * @throws IllegalArgumentException if the interval is not positive or a value is no number
     */
    public RateLimitFilter(URL url) {
        this(url, System::nanoTime);
    }

    RateLimitFilter(URL url, LongSupplier clock) {
        long interval = url.getParameter(INTERVAL, DEFAULT_INTERVAL_MILLIS);
        if (interval < 1) {
            throw new IllegalArgumentException(INTERVAL + ": " + interval + " (expected: ≥ 1 ms)");
        }
        this.service = url.getServiceKey();
        this.most = url.getParameter(TPS, -1);
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(interval);
        this.clock = clock;
        this.window = new Window(clock.getAsLong(), new AtomicInteger());
    }

    /** Whether the URL sets a limit. */
    public static boolean isSet(URL url) {
        return url.getParameter(TPS, -1) >= 0;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        AtomicInteger calls = current().calls;
        // Looks before it counts: what is refused is not counted, or the count would overflow.
        return calls.get() < most && calls.incrementAndGet() <= most
                ? next.invoke(call)
                : refused();
    }

    private Window current() {
        Window open = window;
        return clock.getAsLong() - open.start < intervalNanos ? open : next();
    }

    private synchronized Window next() {
        long now = clock.getAsLong();
        if (now - window.start >= intervalNanos) {
            window = new Window(now, new AtomicInteger());
        }
        return window;
    }

    private CompletionStage<Result> refused() {
        return Result.failed(
                Status.of(
                        StatusCode.LIMIT_EXCEEDED,
                        Origin.REMOTE,
                        service
                                + " takes "
                                + most
                                + " calls in "
                                + TimeUnit.NANOSECONDS.toMillis(intervalNanos)
                                + " ms, and had more (raise 'tps' of the provider, or call it"
                                + " less)"));
    }
}
