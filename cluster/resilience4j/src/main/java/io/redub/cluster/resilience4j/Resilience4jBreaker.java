package io.redub.cluster.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.redub.cluster.Breaker;
import io.redub.cluster.BreakerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A breaker of Resilience4j, which besides opens after some failures one after the other, and does
 * not take the end of a call that began before its last change of state for that of the call that
 * tries.
 */
final class Resilience4jBreaker implements Breaker {
    /** All failures are the same to it. */
    private static final Exception FAILURE =
            new Exception("a call failed", null, false, false) {
                private static final long serialVersionUID = 1;
            };

    private final BreakerOptions options;
    private final LongSupplier clock;
    private final Listener listener;

    /** Seen by tests. */
    final CircuitBreaker breaker;

    private final AtomicInteger oneAfterTheOther = new AtomicInteger();

    /**
     * Goes up when it opens and when it closes; a permit is the one of its time. Not when the pause
     * is over: another call may have got the permission to try before that is told here.
     */
    private final AtomicLong changes = new AtomicLong();

    private volatile boolean trying;
    private volatile long openUntil;

    Resilience4jBreaker(BreakerOptions options, LongSupplier clock, Listener listener) {
        this.options = options;
        this.clock = clock;
        this.listener = listener;
        this.breaker = CircuitBreaker.of("redub", config(options, new NanoClock(clock)));
        breaker.getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition().getToState()));
    }

    private static CircuitBreakerConfig config(BreakerOptions options, NanoClock clock) {
        CircuitBreakerConfig.Builder config =
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindow(
                                options.windowMillis() / 1000,
                                options.leastCalls(),
                                SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(options.errorPercent())
                        .waitDurationInOpenState(Duration.ofMillis(options.pauseMillis()))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .writableStackTraceEnabled(false);
        if (options.slowMillis() > 0) {
            config.slowCallDurationThreshold(Duration.ofMillis(options.slowMillis()))
                    .slowCallRateThreshold(options.slowPercent());
        }
        return config.build();
    }

    private void changed(State state) {
        if (state == State.HALF_OPEN) {
            return;
        }
        changes.incrementAndGet();
        trying = false;
        oneAfterTheOther.set(0);
        if (state == State.OPEN) {
            openUntil = clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(options.pauseMillis());
            listener.opened();
        } else if (state == State.CLOSED) {
            listener.closed();
        }
    }

    @Override
    public boolean isOpen() {
        return switch (breaker.getState()) {
            case OPEN -> clock.getAsLong() - openUntil <= 0;
            case HALF_OPEN -> trying;
            default -> false;
        };
    }

    @Override
    public long acquire() {
        // Before it is asked: what opens it meanwhile leaves this call behind.
        long permit = changes.get();
        if (!breaker.tryAcquirePermission()) {
            return REFUSED;
        }
        if (breaker.getState() == State.HALF_OPEN) {
            permit = changes.get();
            trying = true;
        }
        return permit;
    }

    @Override
    public void succeeded(long permit, long elapsedNanos) {
        if (permit == changes.get()) {
            oneAfterTheOther.set(0);
            breaker.onSuccess(elapsedNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void failed(long permit, long elapsedNanos) {
        if (permit != changes.get()) {
            return;
        }
        boolean tooMany = oneAfterTheOther.incrementAndGet() == options.failures();
        breaker.onError(elapsedNanos, TimeUnit.NANOSECONDS, FAILURE);
        if (tooMany && breaker.getState() == State.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    @Override
    public void released(long permit) {
        if (permit == changes.get()) {
            trying = false;
            breaker.releasePermission();
        }
    }

    @Override
    public void reset() {
        oneAfterTheOther.set(0);
        breaker.reset();
    }
}
