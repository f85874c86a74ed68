package io.redub.protocol.rmi;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls by {@code java.rmi}: one short connection each. A service whose interface is {@link
 * java.rmi.Remote} is what plain RMI clients look up, and what plain RMI servers may be behind a
 * reference; any other one is called by Redub alone.
 */
public final class RmiProtocol implements Protocol {
    static final int DEFAULT_PORT = 1099;

    private final Map<Integer, RmiPort> ports = new HashMap<>();

    @Override
    public int getDefaultPort() {
        return DEFAULT_PORT;
    }

    @Override
    public synchronized Exporter export(ProviderService service) {
        URL url = service.url();
        RmiPort port = url.getPort() == 0 ? null : ports.get(url.getPort());
        boolean opened = port == null;
        if (port == null) {
            port = RmiPort.open(url);
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

    private void left(RmiPort port) {
        synchronized (this) {
            if (!port.isEmpty() || !ports.remove(port.number(), port)) {
                return;
            }
        }
        port.close();
    }

    @Override
    public ProviderInvoker refer(ServiceModel service, URL url) {
        return new RmiInvoker(service, url);
    }

    @Override
    public void destroy() {
        List<RmiPort> open;
        synchronized (this) {
            open = List.copyOf(ports.values());
            ports.clear();
        }
        open.forEach(RmiPort::close);
    }
}
