package io.redub.cluster;

import io.redub.extension.SPI;
import java.util.function.LongSupplier;

/** Makes circuit breakers. */
@SPI("resilience4j")
public interface BreakerFactory {
    /**
     * A closed one.
     *
     * @param clock in nanoseconds, such as {@link System#nanoTime}
     */
    Breaker create(BreakerOptions options, LongSupplier clock, Breaker.Listener listener);
}
