package io.redub.protocol.dubbo;

import io.redub.exchange.Exchange;
import io.redub.exchange.ExchangeClient;
import io.redub.exchange.ExchangeOptions;
import io.redub.exchange.RequestChannel;
import io.redub.exchange.RequestHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The connections to providers: shared by all references to an address, open as long as one of them
 * is, or a reference's own. Thread-safe.
 */
final class ClientPool {
    private final Map<String, Shared> clients = new HashMap<>();

    private static final class Shared {
        final List<ExchangeClient> connections;
        int leases;

        Shared(List<ExchangeClient> connections) {
            this.connections = connections;
        }
    }

    /** The use of connections; closing it closes those that nobody else uses. */
    static final class Lease implements AutoCloseable {
        private final RequestChannel channel;
        private final Runnable release;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(List<ExchangeClient> connections, Runnable release) {
            this.channel =
                    connections.size() == 1 ? connections.get(0) : new SpreadChannel(connections);
            this.release = release;
        }

        RequestChannel channel() {
            return channel;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release.run();
            }
        }
    }

    /**
     * A share in the connections to this address with these settings.
     *
     * @param count ≥ 1; how many there are
     */
    synchronized Lease lease(
            Exchange exchange, String host, int port, ExchangeOptions options, int count) {
        String key = host + ":" + port + " " + count + " " + options;
        Shared shared =
                clients.computeIfAbsent(
                        key, none -> new Shared(open(exchange, host, port, options, count, null)));
        shared.leases++;
        return new Lease(shared.connections, () -> release(key, shared));
    }

    /**
     * Connections that nobody else uses.
     *
     * @param handler gets what the provider asks back; null if it has nothing to ask
     */
    static Lease own(
            Exchange exchange,
            String host,
            int port,
            ExchangeOptions options,
            int count,
            @Nullable RequestHandler handler) {
        List<ExchangeClient> connections = open(exchange, host, port, options, count, handler);
        return new Lease(connections, () -> connections.forEach(ExchangeClient::close));
    }

    private static List<ExchangeClient> open(
            Exchange exchange,
            String host,
            int port,
            ExchangeOptions options,
            int count,
            @Nullable RequestHandler handler) {
        List<ExchangeClient> opened = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            opened.add(exchange.connect(host, port, options, handler));
        }
        return opened;
    }

    private synchronized void release(String key, Shared shared) {
        shared.leases--;
        if (shared.leases == 0) {
            clients.remove(key);
            shared.connections.forEach(ExchangeClient::close);
        }
    }
}
