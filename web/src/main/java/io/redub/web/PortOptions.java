package io.redub.web;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a port is served.
 *
 * @param host address to bind, {@code 0.0.0.0} for all
 * @param port 0..65535, 0 for any free one
 * @param maxConnections further ones are closed; 0: no limit, the default
 * @param threads most worker threads; ≥ 1, default 200
 * @param queue requests that may wait for one; ≥ 2, default 4096
 * @param threadName prefix of their names
 * @param idle a connection without a request for so long is closed. Default 60 s
 * @param stall how long the head of a request may take to come, and how long a peer may send or
 *     take next to nothing of a body. Default 10 s
 */
public record PortOptions(
        String host,
        int port,
        int maxConnections,
        int threads,
        int queue,
        String threadName,
        Duration idle,
        Duration stall) {
    public static final PortOptions DEFAULT =
            new PortOptions(
                    "0.0.0.0",
                    0,
                    0,
                    200,
                    4096,
                    "redub-web",
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10));

    public PortOptions {
        positive("idle", idle);
        positive("stall", stall);
    }

    /**
     * As parameters of Dubbo's names say: {@code bind.ip}, {@code accepts}, {@code threads}, {@code
     * queues}, {@code threadname}, {@code idle} and {@code stall} in milliseconds.
     *
     * @param parameter gives the value of a name, or null
     * @throws IllegalArgumentException if one is no number or out of its bounds
     */
    public static PortOptions of(UnaryOperator<@Nullable String> parameter, int port) {
        String host = parameter.apply("bind.ip");
        String threadName = parameter.apply("threadname");
        int queue = number(parameter, "queues", DEFAULT.queue);
        return new PortOptions(
                host == null ? DEFAULT.host : host,
                port,
                number(parameter, "accepts", DEFAULT.maxConnections),
                number(parameter, "threads", DEFAULT.threads),
                queue <= 0 ? DEFAULT.queue : queue,
                threadName == null ? DEFAULT.threadName : threadName,
                Duration.ofMillis(number(parameter, "idle", (int) DEFAULT.idle.toMillis())),
                Duration.ofMillis(number(parameter, "stall", (int) DEFAULT.stall.toMillis())));
    }

    private static int number(
            UnaryOperator<@Nullable String> parameter, String name, int otherwise) {
        String value = parameter.apply(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + ": '" + value + "' (expected: a whole number)", e);
        }
    }

    public PortOptions at(String newHost, int newPort) {
        return new PortOptions(
                newHost, newPort, maxConnections, threads, queue, threadName, idle, stall);
    }

    public PortOptions with(Duration newIdle, Duration newStall) {
        return new PortOptions(
                host, port, maxConnections, threads, queue, threadName, newIdle, newStall);
    }

    static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
