package io.redub.web;

import java.time.Duration;

/**
 * How a client connects.
 *
 * @param connectTimeout how long a request waits for a connection. Default 3 s
 * @param maxConnections requests that are under way at once, each on a connection of its own; ≥ 1,
 *     default 200
 * @param maxWaiting requests that may wait for one of them; ≥ 1, default 4096
 * @param idle after which a connection without a request is closed. Default 30 s, which is less
 *     than a {@link PortOptions#idle} usually is: else a request could meet a closing connection
 */
public record ClientOptions(
        Duration connectTimeout, int maxConnections, int maxWaiting, Duration idle) {
    public static final ClientOptions DEFAULT =
            new ClientOptions(Duration.ofSeconds(3), 200, 4096, Duration.ofSeconds(30));

    public ClientOptions {
        PortOptions.positive("connect.timeout", connectTimeout);
        PortOptions.positive("idle", idle);
        if (maxConnections < 1 || maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "connections: %d, waiting: %d (expected: ≥ 1)"
                            .formatted(maxConnections, maxWaiting));
        }
    }
}
