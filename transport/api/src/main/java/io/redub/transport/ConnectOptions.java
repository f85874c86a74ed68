package io.redub.transport;

import java.time.Duration;

/**
 * How to connect.
 *
 * @param timeout how long a connection may take to be established; positive
 * @param idle a connection on which nothing was read for this long is reported idle; zero: never
 */
public record ConnectOptions(String host, int port, Duration timeout, Duration idle) {
    public ConnectOptions {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
        }
    }
}
