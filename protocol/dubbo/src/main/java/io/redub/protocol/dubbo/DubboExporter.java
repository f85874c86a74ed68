package io.redub.protocol.dubbo;

import io.redub.protocol.Exporter;
import io.redub.url.URL;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A service on a server of the dubbo protocol. */
final class DubboExporter implements Exporter {
    private final DubboServer server;
    private final ExportedService service;
    private final Consumer<DubboServer> onUnexport;
    private final AtomicBoolean closed = new AtomicBoolean();

    DubboExporter(DubboServer server, ExportedService service, Consumer<DubboServer> onUnexport) {
        this.server = server;
        this.service = service;
        this.onUnexport = onUnexport;
    }

    @Override
    public URL url() {
        return service.url();
    }

    @Override
    public void announceStop() {
        server.announceStop(service);
    }

    @Override
    public int active() {
        return server.active(service);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.unexport(service);
            onUnexport.accept(server);
        }
    }
}
