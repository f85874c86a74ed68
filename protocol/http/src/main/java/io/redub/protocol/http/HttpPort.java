package io.redub.protocol.http;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderService;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import io.redub.web.Cors;
import io.redub.web.PortOptions;
import io.redub.web.WebPort;
import io.redub.web.WebTerms;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A port with the services of this protocol on it; other protocols may have some there, too. */
final class HttpPort {
    private static final int DEFAULT_PAYLOAD = 8 * 1024 * 1024;

    private final WebPort port;
    private final HttpServer server;
    private final JsonValues values = JsonValues.installed();

    /** Services whose stop was announced and that are still exported. */
    private final Set<HttpService> stopping = new HashSet<>();

    private HttpPort(WebPort port, URL url) {
        this.port = port;
        this.server =
                new HttpServer(
                        new WebTerms(
                                url.getParameter("payload", DEFAULT_PAYLOAD),
                                Integer.MAX_VALUE,
                                Cors.of(url.getParameter("cors", "")),
                                url.getParameter("compress", true)),
                        values,
                        url.getParameter("describe", true));
        port.add(server);
    }

    /**
     * @throws RpcException with the code CONFIGURATION if it cannot listen
     */
    static HttpPort open(URL url) {
        try {
            return new HttpPort(
                    WebPort.open(PortOptions.of(url::getParameter, url.getPort())), url);
        } catch (IOException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service "
                            + url.getServiceKey()
                            + " cannot be exported: "
                            + e.getMessage()
                            + " (choose another port, or 0 for a free one)",
                    e);
        }
    }

    int number() {
        return port.port();
    }

    boolean isEmpty() {
        return server.services().isEmpty();
    }

    synchronized Exporter export(ProviderService service, Consumer<HttpPort> onUnexport) {
        URL url = service.url().withPort(number());
        HttpService exported =
                new HttpService(
                        new ProviderService(
                                service.model(),
                                url,
                                service.answering(),
                                service.dropped(),
                                service.gates()),
                        values);
        if (server.contains(exported.key())) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service "
                            + exported.key()
                            + " is already exported on port "
                            + number()
                            + " (give one of them another group, version, path or port)");
        }
        server.add(exported);
        server.stopping(false);
        return new HttpExporter(this, exported, onUnexport);
    }

    private synchronized void announceStop(HttpService service) {
        stopping.add(service);
        stopIfAllDo();
    }

    /** Connections are shared: they are closed once every service on them is stopping. */
    private void stopIfAllDo() {
        server.stopping(stopping.containsAll(server.services()));
    }

    private synchronized void unexport(HttpService service) {
        server.remove(service);
        stopping.remove(service);
        stopIfAllDo();
    }

    void close() {
        port.remove(server);
        port.close();
    }

    private record HttpExporter(
            HttpPort owner,
            HttpService service,
            Consumer<HttpPort> onUnexport,
            AtomicBoolean closed)
            implements Exporter {
        HttpExporter(HttpPort owner, HttpService service, Consumer<HttpPort> onUnexport) {
            this(owner, service, onUnexport, new AtomicBoolean());
        }

        @Override
        public URL url() {
            return service.service().url();
        }

        @Override
        public void announceStop() {
            owner.announceStop(service);
        }

        @Override
        public int active() {
            return owner.port.active();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                owner.unexport(service);
                onUnexport.accept(owner);
            }
        }
    }
}
