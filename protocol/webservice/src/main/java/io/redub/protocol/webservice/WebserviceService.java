package io.redub.protocol.webservice;

import io.redub.protocol.ProviderService;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.url.URL;
import org.jspecify.annotations.Nullable;

/** An exported service with all that its requests need. Immutable. */
final class WebserviceService {
    private final ProviderService service;
    private final String key;
    private final AllowedTypes types;
    private final int payload;
    private final SoapBinding binding;
    private final @Nullable Wsdl wsdl;

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if XML cannot carry it
     */
    WebserviceService(ProviderService service, int payload) {
        this.service = service;
        this.payload = payload;
        URL url = service.url();
        this.key = URL.serviceKey(url.getGroup(), url.getPath(), url.getVersion());
        this.types = ServiceWorld.of(service.model(), url);
        this.binding = SoapBinding.of(service.model());
        this.wsdl = url.getParameter("describe", true) ? Wsdl.of(binding) : null;
    }

    ProviderService service() {
        return service;
    }

    /** {@code [group/]path[:version]}. */
    String key() {
        return key;
    }

    AllowedTypes types() {
        return types;
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
