package io.redub.cluster.resilience4j;

import io.redub.cluster.Breaker;
import io.redub.cluster.BreakerFactory;
import io.redub.cluster.BreakerOptions;
import java.util.function.LongSupplier;

/** Breakers by Resilience4j, whose shares are those of a window of time. */
public final class Resilience4jBreakerFactory implements BreakerFactory {
    @Override
    public Breaker create(BreakerOptions options, LongSupplier clock, Breaker.Listener listener) {
        return new Resilience4jBreaker(options, clock, listener);
    }
}
