package io.redub.protocol.dubbo;

import io.redub.protocol.Exporter;
import io.redub.url.URL;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** A service on a server of the dubbo protocol. */
final class DubboExporter implements Exporter {
    private final DubboServer server;
    private final ExportedService service;
    private final BiConsumer<DubboServer, Boolean> onUnexport;
    private final AtomicBoolean closed = new AtomicBoolean();

    DubboExporter(
            DubboServer server,
            ExportedService service,
            BiConsumer<DubboServer, Boolean> onUnexport) {
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
        server.announceStop();
    }

    @Override
    public int active() {
        return server.active();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onUnexport.accept(server, server.unexport(service));
        }
    }
}
