package io.redub.protocol.webservice;

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
final class WebservicePort {
    static final int DEFAULT_PAYLOAD = 8 * 1024 * 1024;

    private final WebPort port;
    private final WebserviceServer server;

    /** Services whose stop was announced and that are still exported. */
    private final Set<WebserviceService> stopping = new HashSet<>();

    private WebservicePort(WebPort port, URL url) {
        this.port = port;
        this.server =
                new WebserviceServer(
                        new WebTerms(
                                url.getParameter("payload", DEFAULT_PAYLOAD),
                                Integer.MAX_VALUE,
                                Cors.of(url.getParameter("cors", "")),
                                url.getParameter("compress", true)));
        port.add(server);
    }

    /**
     * @throws RpcException with the code CONFIGURATION if it cannot listen
     */
    static WebservicePort open(URL url) {
        try {
            return new WebservicePort(
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

    synchronized Exporter export(ProviderService service, Consumer<WebservicePort> onUnexport) {
        URL url = service.url().withPort(number());
        WebserviceService exported =
                new WebserviceService(
                        new ProviderService(service.model(), url, service.invoker()),
                        url.getParameter("payload", DEFAULT_PAYLOAD));
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
        return new WebserviceExporter(this, exported, onUnexport);
    }

    private synchronized void announceStop(WebserviceService service) {
        stopping.add(service);
        stopIfAllDo();
    }

    /** Connections are shared: they are closed once every service on them is stopping. */
    private void stopIfAllDo() {
        server.stopping(stopping.containsAll(server.services()));
    }

    private synchronized void unexport(WebserviceService service) {
        server.remove(service);
        stopping.remove(service);
        stopIfAllDo();
    }

    void close() {
        port.remove(server);
        port.close();
    }

    private record WebserviceExporter(
            WebservicePort owner,
            WebserviceService service,
            Consumer<WebservicePort> onUnexport,
            AtomicBoolean closed)
            implements Exporter {
        WebserviceExporter(
                WebservicePort owner,
                WebserviceService service,
                Consumer<WebservicePort> onUnexport) {
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
