package io.redub.exchange;

import io.redub.extension.ExtensionLoader;
import io.redub.transport.Transport;
import io.redub.transport.Transporter;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens clients and servers that exchange requests and responses over one transport. One timer
 * thread serves them all: it ends calls whose deadline passed, every {@link #TICK_MILLIS}, and
 * reconnects. Thread-safe.
 */
public final class Exchange implements AutoCloseable {
    /** How late a deadline may be noticed. */
    static final long TICK_MILLIS = 10;

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final Transport transport;
    private final Set<ExchangeClient> clients = ConcurrentHashMap.newKeySet();
    private final Set<ExchangeServer> servers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;

    public Exchange(Transport transport) {
        this.transport = transport;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "redub-timer");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer.scheduleWithFixedDelay(this::sweep, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * An exchange over a transport of its own.
     *
     * @param transporter name of the extension that makes it, such as {@code netty}
     * @param ioThreads threads that move bytes, ≥ 1; 0: processors + 1, at most 32
     */
    public static Exchange open(String transporter, int ioThreads) {
        return new Exchange(
                ExtensionLoader.getExtensionLoader(Transporter.class)
                        .getExtension(transporter)
                        .open(ioThreads));
    }

    private void sweep() {
        long now = System.nanoTime();
        for (ExchangeClient client : clients) {
            try {
                client.sweep(now);
            } catch (RuntimeException | Error e) {
                log.error("Ending overdue calls to {} failed", client.peer(), e);
            }
        }
        for (ExchangeServer server : servers) {
            try {
                server.sweep(now);
            } catch (RuntimeException | Error e) {
                log.error("Ending overdue calls back from port {} failed", server.port(), e);
            }
        }
    }

    /**
     * Opens a client and starts connecting, unless it is to be lazy; calls may be sent at once.
     *
     * @param handler gets what the provider asks back; null if it has nothing to ask
     */
    public ExchangeClient connect(
            String host, int port, ExchangeOptions options, @Nullable RequestHandler handler) {
        ExchangeClient client =
                new ExchangeClient(transport, timer, host, port, options, handler, clients::remove);
        clients.add(client);
        client.start();
        return client;
    }

    /**
     * Listens for requests.
     *
     * @throws IOException if the address cannot be bound
     */
    public ExchangeServer bind(
            String host, int port, ExchangeOptions options, RequestHandler handler)
            throws IOException {
        ExchangeServer server =
                new ExchangeServer(transport, host, port, options, handler, servers::remove);
        servers.add(server);
        return server;
    }

    /**
     * Closes once no client is left, each of which lingers until its calls are answered; returns at
     * once.
     */
    public void closeWhenIdle() {
        timer.scheduleWithFixedDelay(
                () -> {
                    if (clients.isEmpty()) {
                        Thread closing = new Thread(this::close, "redub-closing");
                        closing.setDaemon(true);
                        closing.start();
                        throw new CancellationException("closing");
                    }
                },
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        for (ExchangeClient client : clients) {
            client.closeNow();
        }
        timer.shutdownNow();
        transport.close();
    }
}
