package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.monitor.Side;
import io.redub.protocol.Exporter;
import io.redub.protocol.LoadShedder;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderService;
import io.redub.protocol.SerializationChoice;
import io.redub.protocol.ServiceGate;
import io.redub.protocol.ServiceWorld;
import io.redub.proxy.GenericServiceInvoker;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ServiceInvoker;
import io.redub.registry.Categories;
import io.redub.registry.NotifyListener;
import io.redub.registry.Registry;
import io.redub.rules.LiveRules;
import io.redub.service.Filter;
import io.redub.service.GenericService;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider's side of one service under one protocol, assembled and exported. Rules may change
 * its settings while it runs: then new filters take the place of the old ones, for calls to come,
 * and it is entered into registries anew. Thread-safe.
 */
final class ServiceExport implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceExport.class);

    /** Parameters that concern this process alone and are not entered into registries. */
    private static final String[] LOCAL = {
        "bind.ip",
        "bind.port",
        "threads",
        "threadpool",
        "threadname",
        "queues",
        "corethreads",
        "alive",
        "iothreads",
        "accepts",
        "limiter",
        "priority",
        "cors",
        "compress",
        "describe",
        "idle",
        "stall",
        "service.filter",
        "register",
        "proxy"
    };

    private static final String LOCAL_PROTOCOL = "injvm";

    private final Exporter exporter;
    private final Answers answers;
    private final @Nullable ServiceGate gates;
    private final List<Registry> registries;
    private final LiveRules rules;
    private final Map<Registry, NotifyListener> listeners = new LinkedHashMap<>();
    private Runnable changed = () -> {};
    private boolean entered;
    private volatile boolean governed;
    private volatile URL url;

    private ServiceExport(
            Exporter exporter,
            Answers answers,
            @Nullable ServiceGate gates,
            List<Registry> registries) {
        this.exporter = exporter;
        this.answers = answers;
        this.gates = gates;
        this.url = exporter.url();
        this.registries = registries;
        this.rules = new LiveRules(url, RuleSettings.PROVIDER, this::rulesChanged);
        for (Registry registry : registries) {
            listeners.put(registry, (category, urls) -> rules.told(registry, category, urls));
        }
    }

    /** Makes what answers calls, of settings. */
    private static final class Answers {
        private final ServiceModel service;
        private final Filter monitor;
        private final @Nullable ServiceGate gates;
        private final Invoker target;
        private volatile Invoker now;

        Answers(
                ServiceModel service,
                URL url,
                Monitor monitor,
                @Nullable ServiceGate gates,
                Invoker target) {
            this.service = service;
            this.gates = gates;
            this.monitor = monitor.filter(Side.PROVIDER, service);
            this.target = target;
            this.now = of(url);
        }

        private Invoker of(URL url) {
            return Pipeline.fold(BuiltInFilters.provider(service, url, monitor, gates), target);
        }

        Invoker now() {
            return now;
        }
    }

    /**
     * @param port 0: any free one
     * @param shedder the one of the port, asked for if the service wants its load shed
     * @throws RpcException with the code CONFIGURATION if a setting is wrong or the port is taken
     */
    static ServiceExport export(
            String application,
            String host,
            int port,
            ExportPlan plan,
            List<Registry> registries,
            Monitor monitor,
            Supplier<LoadShedder> shedder) {
        return export(
                plan,
                service -> url(application, host, port, plan.protocolName(), plan, service),
                registries,
                monitor,
                shedder);
    }

    /** For references of the same bootstrap alone, which reach it without a connection. */
    static ServiceExport exportLocally(
            String application, String bootstrap, ExportPlan plan, Monitor monitor) {
        return export(
                plan,
                service ->
                        url(application, "127.0.0.1", 0, LOCAL_PROTOCOL, plan, service)
                                .addParameter("bootstrap", bootstrap)
                                .addParameter("register", "false"),
                List.of(),
                monitor,
                null);
    }

    private static ServiceExport export(
            ExportPlan plan,
            Function<ServiceModel, URL> described,
            List<Registry> registries,
            Monitor monitor,
            @Nullable Supplier<LoadShedder> shedder) {
        ServiceConfig<?> config = plan.service();
        try {
            ServiceModel service = config.model();
            URL url = described.apply(service);
            ProxyFactory proxies =
                    ExtensionLoader.getExtensionLoader(ProxyFactory.class)
                            .getExtension(url.getParameter("proxy", "javassist"));
            Invoker target =
                    config.target() instanceof GenericService generic && config.known() == null
                            ? new GenericServiceInvoker(service, generic, timeouts(service, url))
                            : new ServiceInvoker(
                                    proxies.caller(service, config.target()),
                                    timeouts(service, url));
            Protocol protocol =
                    ExtensionLoader.getExtensionLoader(Protocol.class)
                            .getExtension(url.getProtocol());
            ServiceGate gates =
                    shedder != null && LoadShedder.isWanted(url)
                            ? gates(shedder.get(), service, url, monitor)
                            : null;
            boolean early = protocol.asksGates();
            Answers answers = new Answers(service, url, monitor, early ? null : gates, target);
            Exporter exporter =
                    protocol.export(
                            new ProviderService(
                                    service,
                                    url,
                                    answers::now,
                                    monitor.counter(service.interfaceName(), "calls.dropped"),
                                    early ? gates : null));
            return new ServiceExport(exporter, answers, gates, registries);
        } catch (RpcException | IllegalArgumentException | IllegalStateException e) {
            throw plan.settings().told("service " + config.interfaceName(), e);
        }
    }

    /** Milliseconds by method index; 0 where the provider sets none. */
    private static long[] timeouts(ServiceModel service, URL url) {
        long[] millis = new long[service.methods().size()];
        for (MethodModel method : service.methods()) {
            millis[method.index()] = url.getMethodParameter(method.name(), "timeout", 0);
        }
        return millis;
    }

    private static ServiceGate gates(
            LoadShedder shedder, ServiceModel service, URL url, Monitor monitor) {
        String name = service.interfaceName();
        monitor.gauge(name, "limiter.limit", shedder::limit);
        monitor.gauge(name, "limiter.active", shedder::active);
        return shedder.gate(
                service, url, each -> monitor.counter(name, "limiter.refused." + each.word()));
    }

    private static URL url(
            String application,
            String host,
            int port,
            String protocol,
            ExportPlan plan,
            ServiceModel service) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("application", application);
        parameters.put("interface", service.interfaceName());
        parameters.put("methods", methodNames(service));
        parameters.put("side", "provider");
        parameters.put("dubbo", "2.0.2");
        parameters.put("redub", RedubVersion.CURRENT);
        parameters.put("anyhost", "true");
        parameters.put("deprecated", "false");
        parameters.put("dynamic", "true");
        parameters.put("generic", "false");
        parameters.put("serialization", SerializationChoice.HESSIAN2);
        parameters.put("pid", Long.toString(ProcessHandle.current().pid()));
        parameters.put("timestamp", Long.toString(System.currentTimeMillis()));
        parameters.putAll(plan.parameters());
        parameters.putIfAbsent("prefer.serialization", preferred(parameters));
        parameters.computeIfPresent("token", (key, given) -> token(given));
        String path = parameters.remove("path");
        return URL.of(
                protocol, host, port, path == null ? service.interfaceName() : path, parameters);
    }

    /** Consumers take the first that they have; all have hessian2. */
    private static String preferred(Map<String, String> parameters) {
        String single = parameters.getOrDefault("serialization", SerializationChoice.HESSIAN2);
        return SerializationChoice.HESSIAN2.equals(single)
                ? single
                : single + "," + SerializationChoice.HESSIAN2;
    }

    /** The token that calls must carry: a random one on {@code true}, none on {@code false}. */
    private static @Nullable String token(String given) {
        return switch (given) {
            case "true", "default" -> UUID.randomUUID().toString();
            case "false", "" -> null;
            default -> given;
        };
    }

    /** Names of the methods users wrote, sorted, joined by commas; {@code *} if there are none. */
    static String methodNames(ServiceModel service) {
        String names =
                service.methods().stream()
                        .filter(method -> !method.builtIn())
                        .map(MethodModel::name)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","));
        return names.isEmpty() ? "*" : names;
    }

    /** With whatever rules set. */
    URL url() {
        return url;
    }

    /** Whether it is entered into registries. */
    boolean registered() {
        return url.getParameter("register", true);
    }

    /**
     * From now on rules act on it.
     *
     * @param reentered is told when it was entered anew
     */
    void govern(List<LiveRules.Center> centers, Runnable reentered) {
        if (!registered()) {
            return;
        }
        synchronized (this) {
            changed = reentered;
            governed = true;
        }
        centers.forEach(rules::follow);
        listeners.forEach((registry, listener) -> registry.subscribe(subscriber(), listener));
    }

    private URL subscriber() {
        return exporter.url()
                .withProtocol("provider")
                .addParameter("category", Categories.CONFIGURATORS)
                .addParameter("check", "false");
    }

    /** What became of the rules for it. */
    List<LiveRules.Status> rules() {
        return rules.statuses();
    }

    private void rulesChanged() {
        URL ruled = rules.now().apply(exporter.url());
        Runnable changed;
        synchronized (this) {
            URL before = url;
            if (ruled.equals(before)) {
                return;
            }
            changed = this.changed;
            if (!RuleSettings.sameConnection(ruled, before)) {
                answers.now = answers.of(ruled);
            }
            URL entry = entry();
            url = ruled;
            if (!entered) {
                return;
            }
            log.info("{} changes by rule and is entered anew", ruled.getServiceKey());
            // First the new entry: there is no moment without one.
            for (Registry registry : registries) {
                registry.register(entry());
                if (!entry.equals(entry())) {
                    registry.unregister(entry);
                }
            }
        }
        changed.run();
    }

    /** Those it is entered into. */
    List<Registry> registries() {
        return registries;
    }

    Overview.Service overview() {
        return new Overview.Service(
                url().getServiceKey(),
                url().getProtocol(),
                url().getAddress(),
                true,
                registered()
                        ? registries.stream().map(each -> each.address().getAddress()).toList()
                        : List.of(),
                Overview.rules(rules()));
    }

    synchronized void register() {
        if (registered()) {
            entered = true;
            registries.forEach(registry -> registry.register(entry()));
        }
    }

    synchronized void unregister(Registry registry) {
        if (registered() && registries.contains(registry)) {
            entered = false;
            registry.unregister(entry());
        }
    }

    private URL entry() {
        URL whole = url().removeParameters(LOCAL);
        String[] hidden =
                whole.getParameters().keySet().stream()
                        .filter(key -> key.startsWith(".") || ServiceWorld.SETTINGS.contains(key))
                        .toArray(String[]::new);
        return whole.removeParameters(hidden);
    }

    void announceStop() {
        exporter.announceStop();
    }

    int active() {
        return exporter.active();
    }

    @Override
    public void close() {
        rules.close();
        if (governed) {
            listeners.forEach((registry, listener) -> registry.unsubscribe(subscriber(), listener));
        }
        exporter.close();
        if (gates != null) {
            gates.close();
        }
    }
}
