package io.redub.protocol.webservice;

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
 * Calls as SOAP 1.1 and 1.2 over HTTP, document-literal, as CXF's simple frontend and Dubbo's
 * protocol of this name have them, or as an interface with Jakarta's annotations says; with a WSDL
 * for clients in any language.
 */
public final class WebserviceProtocol implements Protocol {
    private static final int DEFAULT_PORT = 80;

    private final ServicePorts ports =
            new ServicePorts(url -> WebServicePort.open(url, WebserviceServer::new));

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
        return WebInvoker.open(service, url, DEFAULT_PORT, () -> new SoapCalls(service, url));
    }

    @Override
    public void destroy() {
        ports.close();
    }
}
