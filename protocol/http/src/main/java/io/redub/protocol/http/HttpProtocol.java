package io.redub.protocol.http;

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
 * Calls as JSON over HTTP: for browsers, scripts and peers in any language, and between processes
 * of Redub. Also JSON-RPC 2.0, as Dubbo's protocol of this name. Needs the serialization {@code
 * json} on the class path.
 */
public final class HttpProtocol implements Protocol {
    private static final int DEFAULT_PORT = 80;

    private final ServicePorts ports = new ServicePorts(HttpProtocol::open);

    private static WebServicePort<HttpService> open(URL url) {
        boolean described = url.getParameter("describe", true);
        return WebServicePort.open(
                url, terms -> new HttpServer(terms, JsonValues.installed(), described));
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
        return WebInvoker.open(service, url, DEFAULT_PORT, () -> HttpDialect.of(service, url));
    }

    @Override
    public void destroy() {
        ports.close();
    }
}
