package io.redub.protocol;

import io.redub.url.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The ports that a protocol has open: each is opened for its first service and closed behind its
 * last one. Thread-safe.
 */
public final class ServicePorts implements AutoCloseable {
    private final Function<URL, ? extends ServicePort> opening;
    private final Map<Integer, ServicePort> ports = new HashMap<>();

    /**
     * @param opening opens the port that a URL names, 0 for any free one; fails with an {@link
     *     io.redub.service.RpcException} if it cannot
     */
    public ServicePorts(Function<URL, ? extends ServicePort> opening) {
        this.opening = opening;
    }

    /**
     * Exports a service on the port of its URL.
     *
     * @throws io.redub.service.RpcException with the code CONFIGURATION if it cannot
     */
    public synchronized Exporter export(ProviderService service) {
        URL url = service.url();
        ServicePort known = url.getPort() == 0 ? null : ports.get(url.getPort());
        ServicePort port = known == null ? opening.apply(url) : known;
        boolean exported = false;
        try {
            Exporter exporter = port.export(service, () -> left(port));
            ports.put(port.number(), port);
            exported = true;
            return exporter;
        } finally {
            if (known == null && !exported) {
                port.close();
            }
        }
    }

    private void left(ServicePort port) {
        synchronized (this) {
            if (!port.isEmpty() || !ports.remove(port.number(), port)) {
                return;
            }
        }
        port.close();
    }

    @Override
    public void close() {
        List<ServicePort> open;
        synchronized (this) {
            open = List.copyOf(ports.values());
            ports.clear();
        }
        open.forEach(ServicePort::close);
    }
}
