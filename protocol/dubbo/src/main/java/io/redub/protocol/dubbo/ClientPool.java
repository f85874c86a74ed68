package io.redub.protocol.dubbo;

import io.redub.exchange.Exchange;
import io.redub.exchange.ExchangeClient;
import io.redub.exchange.ExchangeOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection per provider address, shared by all references to it, open as long as one of them
 * is. Thread-safe.
 */
final class ClientPool {
    private final Map<String, Shared> clients = new HashMap<>();

    private static final class Shared {
        final ExchangeClient client;
        int leases;

        Shared(ExchangeClient client) {
            this.client = client;
        }
    }

    /** A share in a connection. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(String key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        ExchangeClient exchange() {
            return shared.client;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(key, shared);
            }
        }
    }

    /** A share in the connection to this address with these settings. */
    synchronized Lease lease(Exchange exchange, String host, int port, ExchangeOptions options) {
        String key = host + ":" + port + " " + options;
        Shared shared =
                clients.computeIfAbsent(
                        key, none -> new Shared(exchange.connect(host, port, options)));
        shared.leases++;
        return new Lease(key, shared);
    }

    private synchronized void release(String key, Shared shared) {
        shared.leases--;
        if (shared.leases == 0) {
            clients.remove(key);
            shared.client.close();
        }
    }
}
