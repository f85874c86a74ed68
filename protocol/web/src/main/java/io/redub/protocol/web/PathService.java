package io.redub.protocol.web;

import io.redub.protocol.ProviderService;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.url.URL;

/** An exported service, at the path that is its key. Protocols add what their requests need. */
public class PathService {
    private final ProviderService service;
    private final String key;
    private final AllowedTypes types;

    public PathService(ProviderService service) {
        URL url = service.url();
        this.service = service;
        this.key = key(url);
        this.types = ServiceWorld.of(service.model(), url);
    }

    static String key(URL url) {
        return URL.serviceKey(url.getGroup(), url.getPath(), url.getVersion());
    }

    public final ProviderService service() {
        return service;
    }

    /** {@code [group/]path[:version]}. */
    public final String key() {
        return key;
    }

    /** Those that its messages may have. */
    public final AllowedTypes types() {
        return types;
    }
}
