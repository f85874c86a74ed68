package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.protocol.GenericFilter;
import io.redub.protocol.TokenFilter;
import io.redub.service.Filter;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of both sides and their order, outermost first, each with the reason for its place.
 */
final class BuiltInFilters {
    private BuiltInFilters() {}

    static List<Filter> provider(ServiceModel service, URL url, Monitor monitor) {
        List<Filter> filters = new ArrayList<>();
        // Outermost: what is refused by a filter further in is counted and timed too.
        filters.add(monitor.filter(service));
        // Before GenericFilter, which makes objects of what a caller sends who may not call.
        // Callers
        // in the same JVM need no token: they could reach the object anyway.
        if (url.hasParameter(TokenFilter.TOKEN) && !url.getProtocol().equals("injvm")) {
            filters.add(new TokenFilter(url));
        }
        // Before users' filters, which then see the method that is meant, not $invoke.
        filters.add(new GenericFilter(service, url));
        filters.addAll(users(url, "service.filter", "provider"));
        return filters;
    }

    static List<Filter> consumer(ServiceModel service, URL url, Monitor monitor) {
        List<Filter> filters = new ArrayList<>();
        // Outermost: one call is counted once, however many tries it takes.
        filters.add(monitor.filter(service));
        filters.addAll(users(url, "reference.filter", "consumer"));
        return filters;
    }

    private static List<Filter> users(URL url, String key, String group) {
        return ExtensionLoader.getExtensionLoader(Filter.class)
                .getActivateExtensions(url, key, group);
    }
}
