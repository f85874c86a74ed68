package io.redub.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to listen.
 *
 * @param host address to bind, {@code 0.0.0.0} for all
 * @param port 0..65535, 0 for any free one
 * @param maxConnections connections accepted at once, further ones are closed; 0: no limit
 * @param idle a connection without a byte in either direction for this long is reported idle; zero:
 *     never
 * @param opening how connections begin, so that listeners of other protocols in this process may
 *     share the address; null: nobody else may
 */
public record BindOptions(
        String host, int port, int maxConnections, Duration idle, @Nullable Opening opening) {
    public BindOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        if (maxConnections < 0) {
            throw new IllegalArgumentException(
                    "maxConnections: " + maxConnections + " (expected: ≥ 0)");
        }
    }

    /** An address of one's own. */
    public BindOptions(String host, int port, int maxConnections, Duration idle) {
        this(host, port, maxConnections, idle, null);
    }
}
