package io.redub.config;

import io.redub.cluster.LoadBalance;
import io.redub.cluster.MethodOptions;
import io.redub.cluster.ProviderList;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.StickyLoadBalance;
import io.redub.cluster.Weight;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.SerializationChoice;
import io.redub.registry.RegistryDirectory;
import io.redub.service.Filter;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of provider URLs what calls need: invokers, weights, and the settings of each method. What
 * the consumer set wins over what the provider offers, method by method, as in Dubbo.
 */
final class ReferenceNodes implements RegistryDirectory.Nodes {
    private static final Logger log = LoggerFactory.getLogger(ReferenceNodes.class);

    /** Only the provider knows these. */
    private static final Set<String> PROVIDERS_OWN =
            Set.of("group", "version", "release", "dubbo", "methods", "timestamp", "dubbo.tag");

    private final ServiceModel service;
    private final URL consumer;
    private final AtomicReference<@Nullable ProviderNode> chosenLast = new AtomicReference<>();
    private final MethodOptions[] own;
    private final SerializationChoice serialization;
    private final Deprecation deprecation;

    /**
     * @throws RpcException with the code CONFIGURATION if a setting of the consumer is wrong
     */
    ReferenceNodes(ServiceModel service, URL consumer) {
        this.service = service;
        this.consumer = consumer;
        this.own = options(service, consumer);
        this.serialization = new SerializationChoice(consumer);
        this.deprecation = new Deprecation(service);
    }

    @Override
    public boolean accepts(URL provider) {
        if (!ExtensionLoader.getExtensionLoader(Protocol.class)
                .hasExtension(provider.getProtocol())) {
            log.warn(
                    "Provider {} of {} is left out: there is no protocol '{}' here",
                    provider.getAddress(),
                    service.interfaceName(),
                    provider.getProtocol());
            return false;
        }
        String wanted = consumer.getParameter("protocol");
        return wanted == null || wanted.equals(provider.getProtocol());
    }

    @Override
    public RegistryDirectory.Node open(URL provider) {
        URL merged = merge(provider);
        Protocol protocol =
                ExtensionLoader.getExtensionLoader(Protocol.class)
                        .getExtension(merged.getProtocol());
        deprecation.tell(provider, merged);
        List<Filter> filters = BuiltInFilters.attempt(service, merged);
        ProviderInvoker invoker = protocol.refer(service, merged);
        return new ReferenceNode(
                provider,
                invoker,
                Pipeline.fold(filters, invoker),
                weight(merged),
                timeouts(merged));
    }

    private static Weight weight(URL url) {
        return new Weight(
                url.getParameter("weight", Weight.DEFAULT),
                url.getParameter("timestamp", 0L),
                url.getParameter("warmup", Weight.DEFAULT_WARMUP_MILLIS));
    }

    /** By method index; what a provider says is read once, here. */
    private long[] timeouts(URL merged) {
        return service.methods().stream().mapToLong(method -> timeout(method, merged)).toArray();
    }

    private static long timeout(MethodModel method, URL settings) {
        return Math.max(1, settings.getMethodParameter(method.name(), "timeout", 1000));
    }

    URL merge(URL provider) {
        Map<String, String> merged = OfferedSettings.of(provider);
        consumer.getParameters()
                .forEach(
                        (key, value) -> {
                            if (!PROVIDERS_OWN.contains(key)
                                    || !merged.containsKey(key) && !isPattern(value)) {
                                merged.put(key, value);
                            }
                        });
        merged.remove("category");
        merged.remove("prefer.serialization");
        merged.put("serialization", serialization.with(provider));
        return provider.withParameters(merged);
    }

    /** A group or version that stands for several; a provider without one has none of them. */
    private static boolean isPattern(String name) {
        return name.equals("*") || name.contains(",");
    }

    @Override
    public ProviderList list(List<RegistryDirectory.Node> nodes, String emptyReason) {
        return new ProviderList(List.<ProviderNode>copyOf(nodes), options(nodes), emptyReason);
    }

    /**
     * What a provider offers may be unknown here, such as another balancer: then it is left out.
     */
    private MethodOptions[] options(List<RegistryDirectory.Node> nodes) {
        if (nodes.isEmpty()) {
            return own;
        }
        URL first = nodes.get(0).url();
        try {
            return options(service, merge(first));
        } catch (RpcException e) {
            log.warn(
                    "What provider {} sets for {} is left out: {}",
                    first.getAddress(),
                    service.interfaceName(),
                    e.getMessage());
            return own;
        }
    }

    private MethodOptions[] options(ServiceModel service, URL settings) {
        return service.methods().stream()
                .map(method -> options(method, settings))
                .toArray(MethodOptions[]::new);
    }

    private MethodOptions options(MethodModel method, URL settings) {
        String name = method.name();
        boolean asked = settings.getMethodParameter(name, "retries") != null;
        try {
            return new MethodOptions(
                    timeout(method, settings),
                    Math.max(0, settings.getMethodParameter(name, "retries", 2)),
                    method.idempotent() || asked,
                    balance(name, settings));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, "method " + method.name() + ": " + e.getMessage(), e);
        }
    }

    private LoadBalance balance(String method, URL settings) {
        LoadBalance balance =
                ExtensionLoader.getExtensionLoader(LoadBalance.class)
                        .getExtension(settings.getMethodParameter(method, "loadbalance", "random"));
        return settings.getMethodParameter(method, "sticky", false)
                ? new StickyLoadBalance(balance, chosenLast)
                : balance;
    }

    private record ReferenceNode(
            URL url, ProviderInvoker provider, Invoker invoker, Weight share, long[] timeouts)
            implements RegistryDirectory.Node {
        @Override
        public String address() {
            return url.getAddress();
        }

        @Override
        public long timeoutMillis(int method, MethodOptions options) {
            return timeouts[method];
        }

        @Override
        public int weight() {
            return share.at(System.currentTimeMillis());
        }

        @Override
        public boolean available() {
            return provider.available();
        }

        @Override
        public CompletionStage<?> ready() {
            return provider.ready();
        }

        @Override
        public void close() {
            provider.close();
        }
    }
}
