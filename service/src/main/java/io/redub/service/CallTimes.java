package io.redub.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a call went that timed out, as far as it is known; parts that are not are null.
 * The parts at the provider are what it said when it was asked last, which is some time before the
 * end; what came after that is {@link #unknown()}. See docs/errors.md#timeout.
 *
 * @param elapsed from the caller's side, in all
 * @param queued in this process, until the request was handed to the socket: for a connection, or
 *     for the connection to take more
 * @param wire on the network, there and back
 * @param waited at the provider, for a thread
 * @param ran at the provider, being executed: reading the arguments, filters, the method
 * @param replied at the provider, writing the answer
 */
public record CallTimes(
        Duration elapsed,
        Duration queued,
        @Nullable Duration wire,
        @Nullable Duration waited,
        @Nullable Duration ran,
        @Nullable Duration replied) {
    /** The rest of {@link #elapsed()}, never negative. */
    public Duration unknown() {
        Duration rest = elapsed.minus(queued);
        for (Duration part : new @Nullable Duration[] {wire, waited, ran, replied}) {
            rest = part == null ? rest : rest.minus(part);
        }
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
