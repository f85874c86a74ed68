package io.redub.protocol.dubbo;

import io.redub.exchange.Exchange;
import io.redub.exchange.ExchangeOptions;
import io.redub.exchange.ExchangeServer;
import io.redub.exchange.WorkerPool;
import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderService;
import io.redub.protocol.ServicePort;
import io.redub.serialize.Serialization;
import io.redub.url.URL;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** One port and the services behind it. */
final class DubboServer implements AutoCloseable {
    private static final int DEFAULT_THREADS = 200;
    private static final int DEFAULT_QUEUE = 4096;

    private final WorkerPool workers;
    private final ExchangeServer server;
    private final ServiceHost host;

    /** Services whose stop was announced and that are still exported, by identity. */
    private final Set<ExportedService> stopping = new HashSet<>();

    DubboServer(Exchange exchange, String address, int port, ExchangeOptions options, URL url)
            throws IOException {
        int queue = url.getParameter("queues", DEFAULT_QUEUE);
        this.workers =
                new WorkerPool(
                        url.getParameter("threadname", "redub-worker"),
                        url.getParameter("threads", DEFAULT_THREADS),
                        queue <= 0 ? DEFAULT_QUEUE : queue);
        this.host = new ServiceHost(workers, options.payload());
        this.server = exchange.bind(address, port, options, host);
    }

    int port() {
        return server.port();
    }

    ServiceTable services() {
        return host.services();
    }

    synchronized Exporter export(
            ProviderService service,
            Collection<Serialization> serializations,
            Consumer<DubboServer> onUnexport) {
        ExportedService exported = new ExportedService(service.at(port()), serializations);
        if (services().contains(exported.key())) {
            throw ServicePort.taken(exported.key(), port());
        }
        host.add(exported);
        return new DubboExporter(this, exported, onUnexport);
    }

    synchronized void unexport(ExportedService exported) {
        host.remove(exported);
        boolean announced = stopping.remove(exported);
        if (!announced) {
            announceIfAllStop();
        }
    }

    /**
     * Consumers are told once every service here is stopping: they share one connection for all of
     * them, and what they are told holds for the connection.
     */
    synchronized void announceStop(ExportedService exported) {
        if (services().find(exported.key()) == exported && stopping.add(exported)) {
            announceIfAllStop();
        }
    }

    private void announceIfAllStop() {
        if (!stopping.isEmpty() && stopping.size() == services().size()) {
            server.announceStop();
        }
    }

    /** Calls of the service not yet answered, and requests that may turn out to be such. */
    int active(ExportedService exported) {
        // Requests go from the first count into the second.
        int unknown = host.undecoded().count();
        return unknown + exported.calls().count();
    }

    @Override
    public void close() {
        server.close();
        workers.close();
    }
}
