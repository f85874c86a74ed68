package io.redub.protocol;

import io.redub.service.Invoker;
import io.redub.service.ServiceModel;
import io.redub.url.URL;

/**
 * A service to export.
 *
 * @param url where and how; its scheme names the protocol
 * @param invoker answers the calls: the filters around the user's object
 */
public record ProviderService(ServiceModel model, URL url, Invoker invoker) {
    /** The URL, under the name that adaptive extensions look for. */
    public URL getUrl() {
        return url;
    }
}
