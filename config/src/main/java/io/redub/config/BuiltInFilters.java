package io.redub.config;

import io.redub.cluster.BreakerFactory;
import io.redub.cluster.BreakerOptions;
import io.redub.cluster.CircuitBreakerFilter;
import io.redub.cluster.OutlierEjection;
import io.redub.cluster.PolicyMemory;
import io.redub.extension.ExtensionLoader;
import io.redub.monitor.AccessLog;
import io.redub.monitor.AccessLogFilter;
import io.redub.monitor.Monitor;
import io.redub.monitor.Side;
import io.redub.protocol.ActiveLimitFilter;
import io.redub.protocol.ExecuteLimitFilter;
import io.redub.protocol.GenericFilter;
import io.redub.protocol.GenericProviderFilter;
import io.redub.protocol.RateLimitFilter;
import io.redub.protocol.TextValues;
import io.redub.protocol.TokenFilter;
import io.redub.proxy.CacheFilter;
import io.redub.proxy.MockFilter;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ResultCache;
import io.redub.proxy.ResultCacheFactory;
import io.redub.proxy.ResultCacheOptions;
import io.redub.service.Filter;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters of both sides and their order, outermost first, each with the reason for its place.
 */
final class BuiltInFilters {
    /** Values that say a filter is not wanted. */
    private static final Set<String> OFF = Set.of("", "false", "0", "null", "n/a");

    /** Dubbo's names for checking by Jakarta Validation. */
    private static final Set<String> JAKARTA_VALIDATION =
            Set.of("true", "default", "jvalidation", "jvalidationNew");

    private BuiltInFilters() {}

    static List<Filter> provider(ServiceModel service, URL url, Monitor monitor) {
        List<Filter> filters = new ArrayList<>();
        // Outermost: what is refused by a filter further in is counted and timed too.
        filters.add(monitor.filter(Side.PROVIDER, service));
        // Around all that refuses: who was refused is what an access log is read for.
        String accessLog = wanted(url.getParameter("accesslog"));
        if (accessLog != null) {
            filters.add(new AccessLogFilter(url.getServiceKey(), AccessLog.of(accessLog)));
        }
        // Before GenericFilter, which makes objects of what a caller sends who may not call.
        // Callers in the same JVM need no token: they could reach the object anyway.
        if (url.hasParameter(TokenFilter.TOKEN) && !url.getProtocol().equals("injvm")) {
            filters.add(new TokenFilter(url));
        }
        // After the token: calls of those who may not call use nothing up.
        if (RateLimitFilter.isSet(url)) {
            filters.add(new RateLimitFilter(url));
        }
        // Before users' filters, which then see the method that is meant, not $invoke.
        filters.add(new GenericFilter(service, url));
        // After GenericFilter: constraints are those of the method that is meant.
        add(filters, validation(service, url));
        // Limits the method that is meant, and counts the time in users' filters too.
        add(filters, ExecuteLimitFilter.of(service, url));
        // Last before users' filters, which see the objects that the method sees.
        add(filters, CallbackFilter.of(service, url, proxies(url)));
        filters.addAll(users(url, "service.filter", "provider"));
        return filters;
    }

    /**
     * @param hooks the user's methods that are called before and after calls; null if there are
     *     none
     */
    static List<Filter> consumer(
            ServiceModel service, URL url, Monitor monitor, @Nullable Filter hooks) {
        List<Filter> filters = new ArrayList<>();
        // Outermost: what a mock answers is an answer for them, too.
        add(filters, hooks);
        // Around the monitor: a call that a mock answers is counted as what became of it.
        add(filters, mock(service, url));
        // Outside of all that calls: one call is counted once, however many tries it takes.
        filters.add(monitor.filter(Side.CONSUMER, service));
        // Before the cache: what is not valid need not be looked for.
        add(filters, validation(service, url));
        // Before users' filters, which see what leaves this process.
        add(filters, cache(service, url, monitor));
        // After the cache, which answers without the service; within the mock, which degrades.
        add(filters, circuitBreaker(service, url, monitor));
        filters.addAll(users(url, "reference.filter", "consumer"));
        return filters;
    }

    /**
     * The filters around each try of a call, at one provider.
     *
     * @param url of the provider, with the consumer's settings merged in
     * @param watch what passes over the provider while it is ill
     */
    static List<Filter> attempt(
            ServiceModel service, URL url, OutlierEjection.@Nullable Watch watch) {
        List<Filter> filters = new ArrayList<>();
        // Here, not around the cluster: the limit is one of calls at each provider, as Dubbo's.
        add(filters, ActiveLimitFilter.of(service, url));
        // Per try: each provider says itself which arguments it calls back.
        add(filters, CallbackFilter.of(service, url, proxies(url)));
        // Innermost: what stands around it sees the method that was called, not $invoke.
        add(filters, GenericProviderFilter.of(service, url));
        // Within all that waits or refuses here: only the provider's own time and failures count.
        add(filters, watch);
        return filters;
    }

    private static void add(List<Filter> filters, @Nullable Filter filter) {
        if (filter != null) {
            filters.add(filter);
        }
    }

    private static @Nullable Filter mock(ServiceModel service, URL url) {
        return MockFilter.of(
                service,
                method -> url.getMethodParameter(method, "mock"),
                proxies(url),
                new TextValues(service, url)::read);
    }

    private static @Nullable Filter validation(ServiceModel service, URL url) {
        for (MethodModel method : service.methods()) {
            String wish = wanted(url.getMethodParameter(method.name(), "validation"));
            if (wish != null) {
                String name = JAKARTA_VALIDATION.contains(wish) ? "validation" : wish;
                return extension(Filter.class, name, "validation", "redub-proxy-validation");
            }
        }
        return null;
    }

    private static @Nullable Filter cache(ServiceModel service, URL url, Monitor monitor) {
        return CacheFilter.of(
                service,
                method -> cache(method, url),
                monitor.counter(service.interfaceName(), "cache.hits"),
                monitor.counter(service.interfaceName(), "cache.misses"));
    }

    private static @Nullable Filter circuitBreaker(ServiceModel service, URL url, Monitor monitor) {
        if (!url.getParameter("circuit.breaker", false)) {
            return null;
        }
        try {
            return new CircuitBreakerFilter(
                    service.interfaceName(),
                    breakers("circuit.breaker"),
                    BreakerOptions.of(url),
                    name -> monitor.counter(service.interfaceName(), name));
        } catch (IllegalArgumentException e) {
            throw new RpcException(StatusCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What passes over providers that are ill; null if nothing does.
     *
     * @throws RpcException with the code CONFIGURATION if a setting is wrong
     */
    static @Nullable OutlierEjection ejection(
            ServiceModel service, URL consumer, PolicyMemory memory) {
        if (!consumer.getParameter("outlier.ejection", false)) {
            return null;
        }
        try {
            return new OutlierEjection(
                    service.interfaceName(), breakers("outlier.ejection"), consumer, memory);
        } catch (IllegalArgumentException e) {
            throw new RpcException(StatusCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    private static BreakerFactory breakers(String setting) {
        return extension(
                BreakerFactory.class, "resilience4j", setting, "redub-cluster-resilience4j");
    }

    private static @Nullable ResultCache cache(String method, URL url) {
        String kind = wanted(url.getMethodParameter(method, "cache"));
        if (kind == null) {
            return null;
        }
        ResultCacheFactory factory =
                extension(ResultCacheFactory.class, kind, "cache", "redub-proxy-cache");
        try {
            return factory.create(
                    new ResultCacheOptions(
                            url.getMethodParameter(method, "cache.size", 1_000),
                            Duration.ofSeconds(
                                    url.getMethodParameter(method, "cache.seconds", 180))));
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, "method " + method + ": " + e.getMessage(), e);
        }
    }

    /** An extension of a module that may be left out. */
    private static <T> T extension(Class<T> type, String name, String setting, String module) {
        try {
            return ExtensionLoader.getExtensionLoader(type).getExtension(name);
        } catch (IllegalStateException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    setting + ": " + e.getMessage() + " (is " + module + " on the class path?)",
                    e);
        }
    }

    private static @Nullable String wanted(@Nullable String setting) {
        return setting == null || OFF.contains(setting.strip().toLowerCase(Locale.ROOT))
                ? null
                : setting.strip();
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
