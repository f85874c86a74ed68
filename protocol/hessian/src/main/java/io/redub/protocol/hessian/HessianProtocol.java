package io.redub.protocol.hessian;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.protocol.ServicePorts;
import io.redub.protocol.web.WebInvoker;
import io.redub.protocol.web.WebServicePort;
import io.redub.service.ServiceModel;
import io.redub.url.URL;

/**
 * Calls as Hessian over HTTP, as Caucho's library and Dubbo's protocol of this name have them: many
 * short connections, and values of any size as streams. Needs the serialization {@code hessian2} on
 * the class path.
 */
public final class HessianProtocol implements Protocol {
    private static final int DEFAULT_PORT = 80;

    private final ServicePorts ports = new ServicePorts(HessianProtocol::open);

    private static WebServicePort<HessianService> open(URL url) {
        return WebServicePort.open(
                url, terms -> new HessianServer(terms, HessianValues.installed()));
    }

    @Override
    public int getDefaultPort() {
        return DEFAULT_PORT;
    }

    @Override
    public String portFamily() {
        return "http";
    }

    @Override
    public Exporter export(ProviderService service) {
        return ports.export(service);
    }

    @Override
    public ProviderInvoker refer(ServiceModel service, URL url) {
        return WebInvoker.open(
                service,
                url,
                DEFAULT_PORT,
                () -> new HessianCalls(service, url, HessianValues.installed()));
    }

    @Override
    public void destroy() {
        ports.close();
    }
}
