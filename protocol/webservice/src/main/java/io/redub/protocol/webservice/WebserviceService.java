package io.redub.protocol.webservice;

import io.redub.protocol.ProviderService;
import io.redub.protocol.web.PathService;
import io.redub.protocol.web.WebServicePort;
import io.redub.url.URL;
import org.jspecify.annotations.Nullable;

/** An exported service with all that its requests need. Immutable. */
final class WebserviceService extends PathService {
    private final int payload;
    private final SoapBinding binding;
    private final @Nullable Wsdl wsdl;

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if XML cannot carry it
     */
    WebserviceService(ProviderService service) {
        super(service);
        URL url = service.url();
        this.payload = WebServicePort.payload(url);
        this.binding = SoapBinding.of(service.model());
        this.wsdl = url.getParameter("describe", true) ? Wsdl.of(binding) : null;
    }

    /** Most bytes of a message; 0 or less: no limit. */
    int payload() {
        return payload;
    }

    SoapBinding binding() {
        return binding;
    }

    /** Null if it is not told. */
    @Nullable Wsdl wsdl() {
        return wsdl;
    }
}
