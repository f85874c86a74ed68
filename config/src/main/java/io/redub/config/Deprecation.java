package io.redub.config;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once for each service or method of a reference that it is deprecated: when the first
 * provider that says so is known, not in a call. Thread-safe.
 */
final class Deprecation {
    private static final Logger log = LoggerFactory.getLogger(Deprecation.class);
    private static final String DEPRECATED = "deprecated";

    private final ServiceModel service;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Deprecation(ServiceModel service) {
        this.service = service;
    }

    /**
     * @param settings of the provider, with the consumer's merged in
     */
    void tell(URL provider, URL settings) {
        if (settings.getParameter(DEPRECATED, false)) {
            tell("Service " + service.interfaceName(), provider);
            return;
        }
        for (MethodModel method : service.methods()) {
            if (settings.getMethodParameter(method.name(), DEPRECATED, false)) {
                tell("Method " + service.interfaceName() + "." + method.name(), provider);
            }
        }
    }

    private void tell(String what, URL provider) {
        if (told.add(what)) {
            log.warn("{} is deprecated, says its provider {}", what, provider.getAddress());
        }
    }
}
