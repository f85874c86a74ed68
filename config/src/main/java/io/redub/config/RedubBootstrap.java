package io.redub.config;

import io.redub.exchange.WorkerPool;
import io.redub.monitor.MethodStatistics;
import io.redub.monitor.Monitor;
import io.redub.registry.Registry;
import io.redub.rules.LiveRules;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application's part in the services: what it exports and what it calls, from start to stop.
 * Configure, {@link #start()}, {@link #refer}, {@link #close()}. Thread-safe once started.
 *
 * <p>Life cycle: configured, started, stopped. Everything that can be wrong with settings is an
 * {@link RpcException} of start or refer, not of a call. What is set here may be set by properties
 * and a config centre, too; which of them wins stands in docs/configuration.md, and {@link
 * #explain()} tells it for every setting.
 */
public final class RedubBootstrap implements AutoCloseable {
    private enum State {
        CONFIGURED,
        STARTED,
        RETIRED,
        CLOSING,
        STOPPED
    }

    private static final Logger log = LoggerFactory.getLogger(RedubBootstrap.class);
    private static final int CALLBACK_THREADS = 200;
    private static final int CALLBACK_QUEUE = 65_536;

    private final Monitor monitor = new Monitor();
    private final Problems problems = new Problems();
    private final List<ConfigElement> elements = new CopyOnWriteArrayList<>();
    private final List<PropertySource> properties = new ArrayList<>();
    private final List<ServiceConfig<?>> services = new ArrayList<>();
    private final List<ReferenceConfig<?>> declaredReferences = new ArrayList<>();
    private final List<Reference<?>> references = new CopyOnWriteArrayList<>();
    private final Registries registries = new Registries();
    private final Exports exports = new Exports(monitor, registries);
    private boolean hookWanted = true;
    private volatile State state = State.CONFIGURED;
    private @Nullable Duration shutdownWait;
    private volatile @Nullable Configuration configuration;
    private @Nullable WorkerPool callbacks;
    private @Nullable ConfigCenters centers;
    private @Nullable Thread hook;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    private RedubBootstrap() {}

    /**
     * @param name of the application, as registries and peers see it
     */
    public static RedubBootstrap application(String name) {
        RedubBootstrap made = create();
        made.elements.add(ConfigElement.of(ElementKind.APPLICATION).checked("name", name));
        return made;
    }

    /** One whose application's name comes from an element or from properties. */
    public static RedubBootstrap create() {
        return new RedubBootstrap();
    }

    /**
     * Adds an element that holds for the application: a registry, a protocol, defaults of providers
     * or consumers and so on. It is checked at start.
     */
    public synchronized RedubBootstrap add(ConfigElement element) {
        requireConfigured();
        if (element.kind().compareTo(ElementKind.SERVICE) >= 0) {
            throw new IllegalArgumentException(
                    "element: " + element + " (expected: one that is not within others)");
        }
        if (configuration != null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    name() + " refers to a service already: name its registries before");
        }
        elements.add(element);
        return this;
    }

    /**
     * Adds a registry, such as {@code zookeeper://host:2181} or {@code embedded://127.0.0.1:2181};
     * {@code N/A} adds none.
     */
    public RedubBootstrap registry(String address) {
        return registry(RegistryConfig.of(address));
    }

    /** Adds a registry. */
    public RedubBootstrap registry(RegistryConfig registry) {
        return add(registry.element());
    }

    /** Adds a protocol to export services under; port 0 means any free one. */
    public RedubBootstrap protocol(String name, int port) {
        return protocol(name, port, Map.of());
    }

    /** Like {@link #protocol(String, int)} with settings by their Dubbo parameter names. */
    public RedubBootstrap protocol(String name, int port, Map<String, String> parameters) {
        ProtocolConfig protocol = ProtocolConfig.of(name).port(port);
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            protocol = protocol.parameter(entry.getKey(), entry.getValue());
        }
        return protocol(protocol);
    }

    /** Adds a protocol to export services under. */
    public RedubBootstrap protocol(ProtocolConfig protocol) {
        return add(protocol.element());
    }

    /** Reads properties from a file; of several files the later wins. */
    public synchronized RedubBootstrap properties(Path file) {
        requireConfigured();
        try {
            properties.add(
                    PropertySource.text(
                            Source.PROPERTIES,
                            String.valueOf(file.getFileName()),
                            Files.readString(file),
                            problems));
        } catch (IOException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, "properties " + file + " cannot be read: " + e, e);
        }
        return this;
    }

    /**
     * Takes properties as they are, such as those of Spring's environment.
     *
     * @param place tells of a property's name where it stands, such as {@code application.yml:12}
     */
    public synchronized RedubBootstrap properties(
            Map<String, String> values, Function<String, String> place) {
        requireConfigured();
        properties.add(PropertySource.of(Source.PROPERTIES, values, place, problems));
        return this;
    }

    /**
     * The address consumers are told; default: this machine's first address that is not loopback.
     */
    public synchronized RedubBootstrap host(String address) {
        requireConfigured();
        exports.host(address);
        return this;
    }

    /** How long {@link #close()} waits for calls under way; ≥ 0, default 10 s. */
    public synchronized RedubBootstrap shutdownWait(Duration wait) {
        requireConfigured();
        ConfigElement.of(ElementKind.APPLICATION)
                .checked("shutdown-wait", Long.toString(wait.toMillis()));
        shutdownWait = wait;
        return this;
    }

    /** Whether the end of the JVM closes this too; default true. */
    public synchronized RedubBootstrap shutdownHook(boolean wanted) {
        requireConfigured();
        hookWanted = wanted;
        return this;
    }

    /** Adds a service to export at start. */
    public synchronized RedubBootstrap service(ServiceConfig<?> service) {
        requireConfigured();
        services.add(service);
        return this;
    }

    /**
     * Announces a reference, so that {@link #start()} checks its settings with all others. It is
     * made by {@link #refer} all the same.
     */
    public synchronized RedubBootstrap reference(ReferenceConfig<?> reference) {
        requireConfigured();
        declaredReferences.add(reference);
        return this;
    }

    /**
     * What a front end found wrong, such as a missing class: it is told with all else that is wrong
     * by {@link #start()} or {@link #refer}, whichever comes first.
     */
    public synchronized RedubBootstrap problem(String message, Place place) {
        problems.add(message, place);
        problems.keep();
        return this;
    }

    /** Exports the services, then enters them into the registries. On an error all is undone. */
    public synchronized RedubBootstrap start() {
        requireConfigured();
        boolean started = false;
        try {
            Configuration known = connect();
            List<ExportPlan> plans = new ArrayList<>();
            services.forEach(service -> plans.addAll(ExportPlan.of(service, known)));
            declaredReferences.forEach(reference -> ReferencePlan.of(reference, known));
            Exports.check(plans, problems);
            problems.check(name());
            state = State.STARTED;
            exports.start(name(), plans, rules());
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
        if (hookWanted) {
            Thread thread = new Thread(this::close, "redub-shutdown");
            hook = thread;
            Runtime.getRuntime().addShutdownHook(thread);
        }
        log.info(
                "{} started: exports {}, registries {}",
                name(),
                exports.keys(),
                registries.all().stream()
                        .map(registry -> registry.address().getAddress())
                        .toList());
        return this;
    }

    /** Reads all sources, once. */
    private Configuration prepare() {
        Configuration known = configuration;
        if (known == null) {
            Sources sources = Sources.load(properties, problems);
            known = new Configuration(elements, new Resolver(sources, problems));
            if (known.single(ElementKind.APPLICATION).get("application") == null) {
                problems.add(
                        "application: it has no name (expected: RedubBootstrap.application(name), or"
                                + " the property redub.application.name)");
            }
            Registries.check(known, ElementKind.REGISTRY);
            Registries.check(known, ElementKind.CONFIG_CENTER);
            problems.keep();
            configuration = known;
        }
        return known;
    }

    /**
     * Connects to the registries and reads config centres, once; from then on {@link #close()} has
     * something to undo. If something is wrong already, nothing is connected.
     */
    private Configuration connect() {
        Configuration known = prepare();
        if (callbacks == null && problems.isEmpty()) {
            callbacks = new WorkerPool("redub-callback", CALLBACK_THREADS, CALLBACK_QUEUE);
            registries.connect(known);
            ConfigCenters opened = ConfigCenters.open(known, registries);
            centers = opened;
            List<PropertySource> more = opened.sources();
            if (!more.isEmpty()) {
                Sources all = known.resolver().sources().and(more);
                known = new Configuration(elements, new Resolver(all, problems));
                problems.keep();
                configuration = known;
            }
        }
        return known;
    }

    private List<LiveRules.Center> rules() {
        ConfigCenters opened = centers;
        return opened == null ? List.of() : opened.live();
    }

    private String name() {
        Configuration known = configuration;
        if (known != null) {
            return known.single(ElementKind.APPLICATION).get("application", "the application");
        }
        for (ConfigElement element : elements) {
            String name = element.kind() == ElementKind.APPLICATION ? element.get("name") : null;
            if (name != null) {
                return name;
            }
        }
        return "the application";
    }

    /** The port that services of a protocol, by its id or name, are reached at. */
    public synchronized int port(String protocol) {
        return exports.port(protocol);
    }

    /**
     * An object that calls the service. It lives until {@link #close()}; keep it, do not make one
     * per call. May be called before {@link #start()}, for what the services to export need
     * themselves.
     */
    public synchronized <T> T refer(ReferenceConfig<T> config) {
        if (state == State.STOPPED) {
            throw new RpcException(StatusCode.CLOSED, name() + " is STOPPED");
        }
        Configuration known = connect();
        ReferencePlan<T> plan = ReferencePlan.of(config, known);
        problems.check(name());
        WorkerPool pool = Objects.requireNonNull(callbacks, "connected without problems");
        List<Registry> used = registries.of(plan.registries());
        URL local = exports.local(plan);
        URL consumer;
        Reference<T> reference;
        try {
            consumer = Reference.consumerUrl(plan, name(), exports.address());
            reference = Reference.assemble(plan, consumer, local, used, rules(), monitor, pool);
        } catch (RpcException | IllegalArgumentException | IllegalStateException e) {
            throw plan.settings().told("reference " + config.interfaceName(), e);
        }
        references.add(reference);
        boolean enter = known.single(ElementKind.APPLICATION).flag("register-consumer", true);
        if (enter && local == null && plan.settings().values().get("url") == null) {
            URL entry =
                    consumer.addParameter("category", "consumers").addParameter("check", "false");
            used.forEach(registry -> registry.register(entry));
        }
        return reference.proxy();
    }

    /**
     * Which value every setting of the services and references has, and where it comes from. Before
     * start, what is declared; after it, also what providers say.
     */
    public synchronized Explanation explain() {
        Configuration known = prepare();
        Explainer explainer = new Explainer(known);
        services.forEach(explainer::add);
        if (references.isEmpty()) {
            declaredReferences.forEach(explainer::add);
        }
        references.forEach(reference -> explainer.add(reference.explain()));
        problems.check(name());
        return explainer.explanation();
    }

    /**
     * The same for an interface that need not be here or declared: what properties and defaults
     * make of a service and of a reference of this name.
     */
    public synchronized Explanation explain(String interfaceName) {
        Configuration known = prepare();
        Explainer explainer = new Explainer(known);
        explainer.add(interfaceName);
        problems.check(name());
        return explainer.explanation();
    }

    /** Counts and latencies of everything exported and referred here. */
    public Monitor monitor() {
        return monitor;
    }

    /** What is exported, called and connected at this moment; waits for nothing but a start. */
    public Overview overview() {
        return new Overview(
                name(),
                state == State.STARTED,
                exports.overview(),
                references.stream().map(Reference::overview).toList(),
                registries.all().stream()
                        .map(
                                each ->
                                        new Overview.Registry(
                                                each.address().getAddress(), each.available()))
                        .toList());
    }

    private void requireConfigured() {
        if (state != State.CONFIGURED) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    name() + " is " + state + " already: configure before start()");
        }
    }

    private Duration patience() {
        Duration given = shutdownWait;
        Configuration known = configuration;
        if (given != null || known == null) {
            return given == null ? Duration.ofSeconds(10) : given;
        }
        PropertySource.Property global = known.resolver().sources().global("service.shutdown.wait");
        long fallback = 10_000;
        if (global != null && global.value().trim().matches("\\d{1,9}")) {
            fallback = Long.parseLong(global.value().trim());
        }
        return Duration.ofMillis(
                known.single(ElementKind.APPLICATION).number("shutdown-wait", fallback));
    }

    /**
     * The first half of {@link #close()}: takes the services out of the registries, tells consumers
     * and waits for the calls being served. References go on, for what is still to be done with
     * them. Does nothing unless started.
     */
    public void retire() {
        Shutdown shutdown;
        synchronized (this) {
            if (state != State.STARTED) {
                return;
            }
            state = State.RETIRED;
            shutdown = new Shutdown(name(), patience());
        }
        // Without the lock: a call that is waited for may need a reference yet.
        retire(shutdown, List.of());
    }

    private void retire(Shutdown shutdown, Collection<MethodStatistics> made) {
        exports.stop();
        // Own references reach services here to the end.
        shutdown.withdraw(exports.remote(), exports.instance(), registries.all());
        shutdown.drain(exports.remote(), made);
    }

    /**
     * Takes the services out of the registries, tells consumers, waits for calls under way, then
     * closes ports, references and registries. Closing twice does nothing more; who does so while
     * another thread is at it waits for that.
     */
    @Override
    public void close() {
        State before;
        Shutdown shutdown;
        synchronized (this) {
            before = state;
            shutdown = new Shutdown(name(), patience());
            if (before.compareTo(State.CLOSING) < 0) {
                state = State.CLOSING;
                removeHook();
            }
        }
        if (before.compareTo(State.CLOSING) >= 0) {
            closed.join();
            return;
        }
        try {
            // Without the lock: a call that is waited for may need a reference yet.
            if (before == State.RETIRED) {
                shutdown.drain(List.of(), monitor.statistics());
            } else {
                retire(shutdown, monitor.statistics());
            }
            end(shutdown);
            log.info("{} stopped", name());
        } finally {
            closed.complete(null);
        }
    }

    private synchronized void end(Shutdown shutdown) {
        state = State.STOPPED;
        shutdown.close(exports.all(), exports.instance(), references, registries.all());
        ConfigCenters opened = centers;
        if (opened != null) {
            opened.close();
        }
        WorkerPool pool = callbacks;
        if (pool != null) {
            pool.close();
        }
    }

    private void removeHook() {
        Thread thread = hook;
        hook = null;
        if (thread != null && thread != Thread.currentThread()) {
            try {
                Runtime.getRuntime().removeShutdownHook(thread);
            } catch (IllegalStateException goingDown) {
                log.debug("The JVM is going down already");
            }
        }
    }
}
