package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.protocol.GenericFilter;
import io.redub.protocol.TextValues;
import io.redub.protocol.TokenFilter;
import io.redub.proxy.MockFilter;
import io.redub.proxy.ProxyFactory;
import io.redub.service.Filter;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        // Around the monitor: a call that a mock answers is counted as what became of it.
        mock(service, url).ifPresent(filters::add);
        // Outside of all that calls: one call is counted once, however many tries it takes.
        filters.add(monitor.filter(service));
        filters.addAll(users(url, "reference.filter", "consumer"));
        return filters;
    }

    private static Optional<Filter> mock(ServiceModel service, URL url) {
        return Optional.ofNullable(
                MockFilter.of(
                        service,
                        method -> url.getMethodParameter(method, "mock"),
                        proxies(url),
                        new TextValues(service, url)::read));
    }

    private static ProxyFactory proxies(URL url) {
        return ExtensionLoader.getExtensionLoader(ProxyFactory.class)
                .getExtension(url.getParameter("proxy", "javassist"));
    }

    private static List<Filter> users(URL url, String key, String group) {
        return ExtensionLoader.getExtensionLoader(Filter.class)
                .getActivateExtensions(url, key, group);
    }
}
