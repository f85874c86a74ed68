package io.redub.config;

import io.redub.cluster.Candidates;
import io.redub.cluster.Cluster;
import io.redub.cluster.Directory;
import io.redub.cluster.LoadBalance;
import io.redub.cluster.MergeableCluster;
import io.redub.cluster.MethodOptions;
import io.redub.cluster.NodeLoad;
import io.redub.cluster.OutlierEjection;
import io.redub.cluster.PolicyMemory;
import io.redub.cluster.ProviderList;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.cluster.RouterChain;
import io.redub.cluster.StickyLoadBalance;
import io.redub.cluster.Weight;
import io.redub.cluster.ZoneAwareCluster;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.SerializationChoice;
import io.redub.registry.Registry;
import io.redub.registry.RegistryDirectory;
import io.redub.rules.LiveRules;
import io.redub.service.Filter;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of provider URLs what calls need: invokers, weights, and the settings of each method. What
 * the consumer set wins over what the provider offers, method by method, as in Dubbo.
 */
final class ReferenceNodes implements RegistryDirectory.Nodes, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReferenceNodes.class);

    private static final String TAG = "dubbo.tag";

    /** Only the provider knows these. */
    private static final Set<String> PROVIDERS_OWN =
            Set.of("group", "version", "release", "dubbo", "redub", "methods", "timestamp", TAG);

    /**
     * What of a provider's URL is of itself alone: balancers do not look at it, and those of a
     * reference are not made anew because the first provider is another one.
     */
    private static final Set<String> IDENTITY =
            Set.of(
                    "pid",
                    "timestamp",
                    "release",
                    "dubbo",
                    "redub",
                    "methods",
                    "revision",
                    "side",
                    "application",
                    "anyhost",
                    "dynamic",
                    "weight",
                    "warmup",
                    "bind.ip",
                    "bind.port");

    /** Calls of the method are counted and timed. */
    static final int MEASURED = 1;

    /** And providers are asked in them how busy they are. */
    static final int REPORTED = 2;

    private final ServiceModel service;
    private final URL consumer;
    private final PolicyMemory memory;
    private final @Nullable OutlierEjection ejection;
    private final AtomicReference<@Nullable ProviderNode> chosenLast = new AtomicReference<>();
    private final @Nullable Made[] balances;

    /** By method index: {@link #MEASURED}, {@link #REPORTED}, or 0. */
    private final AtomicIntegerArray measured;

    private final SerializationChoice serialization;
    private final Deprecation deprecation;
    private final @Nullable Filter hooks;
    private final List<Filter> inner;
    private final List<Filter> named;
    private final List<Router> ownRouters;
    private final LiveRules rules;
    private Mocked mocked;

    /** Of which the log was told last. */
    private int tooManyRetries;

    private volatile @Nullable RegistryDirectory directory;

    /**
     * @param memory what outlives changes
     * @throws RpcException with the code CONFIGURATION if a setting of the consumer is wrong
     */
    ReferenceNodes(ServiceModel service, URL consumer, PolicyMemory memory) {
        this(service, consumer, memory, null, List.of(), List.of());
    }

    /**
     * @param memory what outlives changes
     * @param hooks the user's methods that are called before and after calls; null if there are
     *     none
     * @param inner the built-in filters of the reference
     * @param named those that users gave as objects
     * @throws RpcException with the code CONFIGURATION if a setting of the consumer is wrong
     */
    ReferenceNodes(
            ServiceModel service,
            URL consumer,
            PolicyMemory memory,
            @Nullable Filter hooks,
            List<Filter> inner,
            List<Filter> named) {
        this.service = service;
        this.consumer = consumer;
        this.memory = memory;
        this.ejection = BuiltInFilters.ejection(service, consumer, memory);
        this.hooks = hooks;
        this.inner = inner;
        this.named = named;
        this.ownRouters = routers(consumer);
        this.rules = new LiveRules(consumer, RuleSettings.CONSUMER, this::rulesChanged);
        this.balances = new Made[service.methods().size()];
        this.measured = new AtomicIntegerArray(service.methods().size());
        // For its errors: they are to come now, whether there are providers yet or not.
        options(consumer);
        this.mocked = new Mocked(consumer, BuiltInFilters.mock(service, consumer, consumer));
        this.serialization = new SerializationChoice(consumer);
        this.deprecation = new Deprecation(service);
    }

    private static List<Router> routers(URL consumer) {
        String names = consumer.getParameter("router", "");
        try {
            return names.isEmpty()
                    ? List.of()
                    : Arrays.stream(names.split("\\s*,\\s*"))
                            .map(ExtensionLoader.getExtensionLoader(Router.class)::getExtension)
                            .toList();
        } catch (IllegalStateException e) {
            throw new RpcException(StatusCode.CONFIGURATION, "router: " + e.getMessage(), e);
        }
    }

    /** From now on rules act, as registries and these centres tell them, on this directory. */
    void govern(RegistryDirectory governed, List<LiveRules.Center> centers) {
        directory = governed;
        centers.forEach(rules::follow);
    }

    private void rulesChanged() {
        RegistryDirectory governed = directory;
        if (governed != null) {
            governed.refresh();
        }
    }

    @Override
    public void told(Registry registry, String category, List<URL> urls) {
        rules.told(registry, category, urls);
    }

    @Override
    public void listed(List<RegistryDirectory.Node> nodes) {
        rules.followProviders(nodes);
    }

    /** What became of the rules for this reference. */
    List<LiveRules.Status> rules() {
        return rules.statuses();
    }

    @Override
    public void close() {
        rules.close();
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

    RegistryDirectory.Node open(URL provider) {
        return made(provider, merge(provider), null, rules.now());
    }

    @Override
    public RegistryDirectory.@Nullable Node open(
            URL provider, RegistryDirectory.@Nullable Node known) {
        LiveRules.Snapshot now = rules.now();
        ReferenceNode before = known instanceof ReferenceNode node ? node : null;
        if (before != null && now.sameSettings(before.seen().rules)) {
            return before;
        }
        URL merged = now.apply(merge(provider));
        boolean enabled = merged.getParameter("enabled", true);
        if (merged.getParameter("disabled", !enabled)) {
            return null;
        }
        if (before != null && before.url().equals(merged)) {
            before.seen().rules = now;
            return before;
        }
        return made(provider, merged, before, now);
    }

    private ReferenceNode made(
            URL provider, URL merged, @Nullable ReferenceNode before, LiveRules.Snapshot now) {
        ReferenceNode.Connected connected =
                before != null && RuleSettings.sameConnection(before.url(), merged)
                        ? before.connected().again()
                        : connected(provider, merged);
        long[] timeouts = timeouts(merged);
        return new ReferenceNode(
                provider,
                merged,
                connected,
                weight(merged),
                timeouts,
                before == null ? loads(timeouts) : before.loads(),
                measured,
                new ReferenceNode.Seen(now));
    }

    private ReferenceNode.Connected connected(URL provider, URL merged) {
        Protocol protocol =
                ExtensionLoader.getExtensionLoader(Protocol.class)
                        .getExtension(merged.getProtocol());
        deprecation.tell(provider, merged);
        OutlierEjection.Watch watch = ejection == null ? null : ejection.watch(merged.getAddress());
        List<Filter> filters = BuiltInFilters.attempt(service, merged, watch);
        ProviderInvoker invoker = protocol.refer(service, merged);
        return new ReferenceNode.Connected(
                invoker, Pipeline.fold(filters, invoker), watch, new AtomicInteger(1));
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
        // A tag of the reference is one of its calls: nobody has it because they are looked for.
        // And
        // nobody is of Redub, or of its version, because the consumer is.
        for (String key : List.of(TAG, "redub", "release")) {
            if (!provider.hasParameter(key)) {
                merged.remove(key);
            }
        }
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
    public ProviderList list(
            Directory directory, List<RegistryDirectory.Node> nodes, String emptyReason) {
        if (ejection != null) {
            ejection.providers(nodes.stream().map(ProviderNode::address).toList());
        }
        LiveRules.Snapshot now = rules.now();
        URL ruled = now.apply(consumer);
        List<Filter> filters = BuiltInFilters.around(hooks, mock(ruled), inner, named);
        Policies made = policies(directory, nodes, ruled);
        Invoker[] invokers = new Invoker[made.options.length];
        for (int i = 0; i < invokers.length; i++) {
            measured.set(i, measuring(made.options[i].loadBalance()));
            invokers[i] = Pipeline.fold(filters, made.invokers[i]);
        }
        Candidates all = Candidates.of(nodes);
        return new ProviderList(all, invokers, routing(now, all), emptyReason);
    }

    /** The one of before, unless rules changed: it may be an object of the user's. */
    private @Nullable Filter mock(URL ruled) {
        Mocked before = mocked;
        if (!before.settings.equals(ruled)) {
            mocked = new Mocked(ruled, BuiltInFilters.mock(service, consumer, ruled));
        }
        return mocked.filter;
    }

    private record Mocked(URL settings, @Nullable Filter filter) {}

    private ProviderList.Routing routing(LiveRules.Snapshot now, Candidates providers) {
        List<Router> routers = new ArrayList<>(now.routers());
        routers.addAll(ownRouters);
        return new ProviderList.Routing(
                service.methods().stream()
                        .map(method -> RouterChain.of(routers, providers, method))
                        .toArray(Route[]::new),
                ownRouters.isEmpty() && now.plain(providers));
    }

    private static int measuring(LoadBalance balance) {
        if (!balance.usesLoad()) {
            return 0;
        }
        return balance.usesReports() ? REPORTED : MEASURED;
    }

    /** By method index. */
    private record Policies(MethodOptions[] options, Invoker[] invokers) {}

    /**
     * What a provider offers may be unknown or wrong here, such as another balancer: then it is
     * left out.
     */
    private Policies policies(Directory directory, List<RegistryDirectory.Node> nodes, URL ruled) {
        if (nodes.isEmpty()) {
            return policies(directory, ruled, nodes);
        }
        ProviderNode first = nodes.get(0);
        try {
            return policies(directory, first.url(), nodes);
        } catch (RpcException e) {
            log.warn(
                    "What provider {} sets for {} is left out: {}",
                    first.address(),
                    service.interfaceName(),
                    e.getMessage());
            return policies(directory, ruled, nodes);
        }
    }

    private Policies policies(
            Directory directory, URL settings, List<RegistryDirectory.Node> nodes) {
        MethodOptions[] options = options(settings);
        boolean zones = nodes.stream().anyMatch(ZoneAwareCluster::isMarked);
        return new Policies(
                options,
                Arrays.stream(options)
                        .map(each -> policy(directory, each, zones))
                        .toArray(Invoker[]::new));
    }

    /** The method's own policy; where there are several groups or zones, within each of them. */
    private Invoker policy(Directory directory, MethodOptions options, boolean zones) {
        return setting(
                options.method(),
                () -> {
                    String name = options.setting("cluster");
                    Cluster cluster =
                            ExtensionLoader.getExtensionLoader(Cluster.class)
                                    .getExtension(name == null ? "failover" : name);
                    if (zones) {
                        cluster = ZoneAwareCluster.around(cluster);
                    }
                    String group = consumer.getGroup();
                    if (group != null && isPattern(group)) {
                        cluster = MergeableCluster.around(cluster);
                    }
                    return cluster.join(directory, options);
                });
    }

    private MethodOptions[] options(URL settings) {
        return service.methods().stream()
                .map(method -> options(method, settings))
                .toArray(MethodOptions[]::new);
    }

    private MethodOptions options(MethodModel method, URL settings) {
        String name = method.name();
        boolean asked = settings.getMethodParameter(name, "retries") != null;
        String afterSend = settings.getMethodParameter(name, "retry.after.send");
        return setting(
                method,
                () ->
                        new MethodOptions(
                                method,
                                settings,
                                timeout(method, settings),
                                retries(method, settings),
                                afterSend == null
                                        ? method.idempotent() || asked
                                        : Boolean.parseBoolean(afterSend),
                                balance(method, settings),
                                memory));
    }

    /** Too many are an error of the consumer's own; of a provider or a rule, as many as may be. */
    private int retries(MethodModel method, URL settings) {
        int wanted = Math.max(0, settings.getMethodParameter(method.name(), "retries", 2));
        if (wanted <= MethodOptions.MAX_RETRIES || settings == consumer) {
            return wanted;
        }
        if (wanted != tooManyRetries) {
            tooManyRetries = wanted;
            log.warn(
                    "A provider of {} or a rule sets retries={} for {}: it is called with {}",
                    service.interfaceName(),
                    wanted,
                    method.name(),
                    MethodOptions.MAX_RETRIES);
        }
        return MethodOptions.MAX_RETRIES;
    }

    private static <T> T setting(MethodModel method, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, "method " + method.name() + ": " + e.getMessage(), e);
        }
    }

    /** The one of before, unless its settings changed: it may remember where it was. */
    private LoadBalance balance(MethodModel method, URL settings) {
        String name = settings.getMethodParameter(method.name(), "loadbalance", "random");
        boolean sticky = settings.getMethodParameter(method.name(), "sticky", false);
        Map<String, String> matter = new LinkedHashMap<>(settings.getParameters());
        matter.keySet().removeAll(IDENTITY);
        Made before = balances[method.index()];
        if (before != null && before.name.equals(name) && before.settings.equals(matter)) {
            return before.balance;
        }
        LoadBalance balance =
                ExtensionLoader.getExtensionLoader(LoadBalance.class)
                        .getExtension(name)
                        .forMethod(method, settings);
        LoadBalance made = sticky ? new StickyLoadBalance(balance, chosenLast) : balance;
        balances[method.index()] = new Made(name, matter, made);
        return made;
    }

    /** A failed call counts as one that took the whole timeout. */
    private static NodeLoad[] loads(long[] timeouts) {
        NodeLoad[] loads = new NodeLoad[timeouts.length];
        Arrays.setAll(loads, i -> new NodeLoad(timeouts[i] * 1_000_000));
        return loads;
    }

    private record Made(String name, Map<String, String> settings, LoadBalance balance) {}
}
