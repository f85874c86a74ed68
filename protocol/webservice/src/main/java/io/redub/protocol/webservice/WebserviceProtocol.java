package io.redub.protocol.webservice;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import io.redub.web.ClientOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls as SOAP 1.1 and 1.2 over HTTP, document-literal, as CXF's simple frontend and Dubbo's
 * protocol of this name have them, or as an interface with Jakarta's annotations says; with a WSDL
 * for clients in any language.
 */
public final class WebserviceProtocol implements Protocol {
    private static final int DEFAULT_PORT = 80;

    private final Map<Integer, WebservicePort> ports = new HashMap<>();

    @Override
    public int getDefaultPort() {
        return DEFAULT_PORT;
    }

    @Override
    public String portFamily() {
        return "http";
    }

    @Override
    public synchronized Exporter export(ProviderService service) {
        URL url = service.url();
        WebservicePort port = url.getPort() == 0 ? null : ports.get(url.getPort());
        boolean opened = port == null;
        if (port == null) {
            port = WebservicePort.open(url);
        }
        boolean exported = false;
        try {
            Exporter exporter = port.export(service, this::left);
            ports.put(port.number(), port);
            exported = true;
            return exporter;
        } finally {
            if (opened && !exported) {
                port.close();
            }
        }
    }

    private void left(WebservicePort port) {
        synchronized (this) {
            if (!port.isEmpty() || !ports.remove(port.number(), port)) {
                return;
            }
        }
        port.close();
    }

    @Override
    public ProviderInvoker refer(ServiceModel service, URL url) {
        try {
            return new WebserviceInvoker(service, url, options(url));
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "reference " + url.getServiceKey() + ": " + e.getMessage(),
                    e);
        }
    }

    private static ClientOptions options(URL url) {
        ClientOptions defaults = ClientOptions.DEFAULT;
        int connections = url.getParameter("connections", 0);
        return new ClientOptions(
                Duration.ofMillis(
                        url.getParameter("connect.timeout", defaults.connectTimeout().toMillis())),
                connections == 0 ? defaults.maxConnections() : connections,
                defaults.maxWaiting(),
                defaults.idle());
    }

    @Override
    public void destroy() {
        List<WebservicePort> open;
        synchronized (this) {
            open = List.copyOf(ports.values());
            ports.clear();
        }
        open.forEach(WebservicePort::close);
    }
}
