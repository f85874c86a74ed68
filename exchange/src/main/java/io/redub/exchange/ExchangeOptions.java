package io.redub.exchange;

import java.time.Duration;

/**
 * How a connection behaves, on either side.
 *
 * @param payload largest body in bytes; ≤ 0: no limit of its own. Default 8 MiB, as Dubbo
 * @param heartbeat after this long without a byte read, a client asks for a sign of life; after
 *     three times as long the connection is given up. Default 60 s
 * @param connectTimeout default 3 s
 * @param maxConnections connections a server accepts; 0: no limit, the default
 * @param lazy whether a client connects at its first call, not before. Default false
 * @param reconnect whether a lost connection is made again in the background. Default true
 * @param reconnectToSend whether a call that finds no connection makes it again. Default true
 */
public record ExchangeOptions(
        int payload,
        Duration heartbeat,
        Duration connectTimeout,
        int maxConnections,
        boolean lazy,
        boolean reconnect,
        boolean reconnectToSend) {
    public static final int DEFAULT_PAYLOAD = 8 * 1024 * 1024;
    public static final ExchangeOptions DEFAULT =
            new ExchangeOptions(
                    DEFAULT_PAYLOAD,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(3),
                    0,
                    false,
                    true,
                    true);

    public ExchangeOptions {
        positive("heartbeat", heartbeat);
        positive("connect.timeout", connectTimeout);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
