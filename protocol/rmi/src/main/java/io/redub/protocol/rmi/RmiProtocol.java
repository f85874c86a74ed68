package io.redub.protocol.rmi;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.protocol.ServicePorts;
import io.redub.service.ServiceModel;
import io.redub.url.URL;

/**
 * Calls by {@code java.rmi}: one short connection each. A service whose interface is {@link
 * java.rmi.Remote} is what plain RMI clients look up, and what plain RMI servers may be behind a
 * reference; any other one is called by Redub alone.
 */
public final class RmiProtocol implements Protocol {
    static final int DEFAULT_PORT = 1099;

    private final ServicePorts ports = new ServicePorts(RmiPort::open);

    @Override
    public int getDefaultPort() {
        return DEFAULT_PORT;
    }

    @Override
    public Exporter export(ProviderService service) {
        return ports.export(service);
    }

    @Override
    public ProviderInvoker refer(ServiceModel service, URL url) {
        return new RmiInvoker(service, url);
    }

    @Override
    public void destroy() {
        ports.close();
    }
}
