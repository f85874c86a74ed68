package io.redub.config;

import io.redub.exchange.WorkerPool;
import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application's part in the services: what it exports and what it calls, from start to stop.
 * Configure, {@link #start()}, {@link #refer}, {@link #close()}. Thread-safe once started.
 *
 * <p>Life cycle: configured, started, stopped. Everything that can be wrong with settings is an
 * {@link RpcException} of start or refer, not of a call.
 */
public final class RedubBootstrap implements AutoCloseable {
    private enum State {
        CONFIGURED,
        STARTED,
        STOPPED
    }

    private static final Logger log = LoggerFactory.getLogger(RedubBootstrap.class);
    private static final int CALLBACK_THREADS = 200;
    private static final int CALLBACK_QUEUE = 65_536;

    private final String application;
    private final Monitor monitor = new Monitor();
    private final List<URL> registryAddresses = new ArrayList<>();
    private final List<ProtocolConfig> protocols = new ArrayList<>();
    private final List<ServiceConfig<?>> services = new ArrayList<>();
    private final List<Registry> registries = new ArrayList<>();
    private final List<Reference<?>> references = new ArrayList<>();
    private final List<ServiceExport> exports = new ArrayList<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private Duration shutdownWait = Duration.ofSeconds(10);
    private boolean hookWanted = true;
    private State state = State.CONFIGURED;
    private @Nullable String host;
    private @Nullable WorkerPool callbacks;
    private @Nullable ApplicationLevel instance;
    private @Nullable Thread hook;

    private RedubBootstrap(String application) {
        this.application = application;
    }

    /**
     * @param name of the application, as registries and peers see it
     */
    public static RedubBootstrap application(String name) {
        Settings.NONE.withName("application", name);
        return new RedubBootstrap(name);
    }

    /**
     * Adds a registry, such as {@code zookeeper://host:2181} or {@code embedded://127.0.0.1:2181};
     * {@code N/A} adds none.
     */
    public synchronized RedubBootstrap registry(String address) {
        requireConfigured();
        if (callbacks != null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    application + " refers to a service already: name its registries before");
        }
        if (address.equalsIgnoreCase("N/A")) {
            return this;
        }
        try {
            registryAddresses.add(
                    URL.valueOf(address).addParameterIfAbsent("application", application));
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION, "registry address: " + e.getMessage(), e);
        }
        return this;
    }

    /** Adds a protocol to export all services under; port 0 means any free one. */
    public synchronized RedubBootstrap protocol(String name, int port) {
        return protocol(name, port, Map.of());
    }

    /** Like {@link #protocol(String, int)} with settings by their Dubbo parameter names. */
    public synchronized RedubBootstrap protocol(
            String name, int port, Map<String, String> parameters) {
        requireConfigured();
        Settings settings = Settings.NONE;
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        protocols.add(new ProtocolConfig(name, port, settings));
        return this;
    }

    /**
     * The address consumers are told; default: this machine's first address that is not loopback.
     */
    public synchronized RedubBootstrap host(String address) {
        requireConfigured();
        host = address;
        return this;
    }

    /** How long {@link #close()} waits for calls under way; ≥ 0, default 10 s. */
    public synchronized RedubBootstrap shutdownWait(Duration wait) {
        requireConfigured();
        Settings.NONE.withMillis("shutdown.wait", wait, 0);
        shutdownWait = wait;
        return this;
    }

    /** Whether the end of the JVM closes this too; default true. */
    public synchronized RedubBootstrap shutdownHook(boolean wanted) {
        requireConfigured();
        hookWanted = wanted;
        return this;
    }

    public synchronized RedubBootstrap service(ServiceConfig<?> service) {
        requireConfigured();
        services.add(service);
        return this;
    }

    /** Exports the services, then enters them into the registries. On an error all is undone. */
    public synchronized RedubBootstrap start() {
        requireConfigured();
        if (!services.isEmpty() && protocols.isEmpty()) {
            protocols.add(new ProtocolConfig("dubbo", 20880, Settings.NONE));
        }
        boolean started = false;
        try {
            connect();
            state = State.STARTED;
            String address = host == null ? LocalAddress.find() : host;
            for (ServiceConfig<?> service : services) {
                for (ProtocolConfig protocol : protocols) {
                    exports.add(
                            ServiceExport.export(
                                    application, address, service, bound(protocol), monitor));
                    remember(protocol, exports.get(exports.size() - 1));
                }
            }
            registerAll();
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
                application,
                exports.stream().map(export -> export.url().getServiceKey()).toList(),
                registries.stream().map(registry -> registry.address().getAddress()).toList());
        return this;
    }

    private void registerAll() {
        for (ServiceExport export : exports) {
            registries.forEach(export::register);
        }
        List<URL> registered =
                exports.stream().filter(ServiceExport::registered).map(ServiceExport::url).toList();
        if (!registries.isEmpty()) {
            ApplicationLevel level = ApplicationLevel.export(application, registered);
            instance = level;
            if (level != null) {
                registries.forEach(level::register);
            }
        }
    }

    /** A protocol on port 0 keeps the port that its first service got. */
    private ProtocolConfig bound(ProtocolConfig protocol) {
        Integer port = ports.get(protocol.name());
        return protocol.port() == 0 && port != null
                ? new ProtocolConfig(protocol.name(), port, protocol.settings())
                : protocol;
    }

    private void remember(ProtocolConfig protocol, ServiceExport export) {
        ports.putIfAbsent(protocol.name(), export.url().getPort());
    }

    /** Connects to the registries, once; from then on {@link #close()} has something to undo. */
    private WorkerPool connect() {
        WorkerPool pool = callbacks;
        if (pool == null) {
            pool = new WorkerPool("redub-callback", CALLBACK_THREADS, CALLBACK_QUEUE);
            callbacks = pool;
            RegistryFactory factory =
                    ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                            .getAdaptiveExtension();
            for (URL address : registryAddresses) {
                registries.add(factory.connect(address));
            }
        }
        return pool;
    }

    /** The port that services of a protocol are reached at. */
    public synchronized int port(String protocol) {
        Integer port = ports.get(protocol);
        if (port == null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "nothing is exported under '"
                            + protocol
                            + "' (exported: "
                            + ports.keySet()
                            + ")");
        }
        return port;
    }

    /**
     * An object that calls the service. It lives until {@link #close()}; keep it, do not make one
     * per call. May be called before {@link #start()}, for what the services to export need
     * themselves.
     */
    public synchronized <T> T refer(ReferenceConfig<T> config) {
        if (state == State.STOPPED) {
            throw new RpcException(StatusCode.CLOSED, application + " is STOPPED");
        }
        WorkerPool pool = connect();
        URL consumer = consumerUrl(config);
        Reference<T> reference = Reference.assemble(config, consumer, registries, monitor, pool);
        references.add(reference);
        if (config.url() == null) {
            registerConsumer(consumer);
        }
        return reference.proxy();
    }

    private void registerConsumer(URL consumer) {
        URL entry = consumer.addParameter("category", "consumers").addParameter("check", "false");
        registries.forEach(registry -> registry.register(entry));
    }

    private URL consumerUrl(ReferenceConfig<?> config) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("application", application);
        parameters.put("interface", config.interfaceName());
        parameters.put("dubbo", "2.0.2");
        parameters.put("redub", RedubVersion.CURRENT);
        parameters.put("side", "consumer");
        parameters.put("category", "providers,configurators,routers");
        parameters.put("pid", Long.toString(ProcessHandle.current().pid()));
        parameters.put("timestamp", Long.toString(System.currentTimeMillis()));
        parameters.put("methods", ServiceExport.methodNames(config.model()));
        parameters.putAll(config.settings().values());
        return URL.of(
                "consumer",
                host == null ? LocalAddress.find() : host,
                0,
                config.interfaceName(),
                parameters);
    }

    /** Counts and latencies of everything exported and referred here. */
    public Monitor monitor() {
        return monitor;
    }

    private void requireConfigured() {
        if (state != State.CONFIGURED) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    application + " is " + state + " already: configure before start()");
        }
    }

    /**
     * Takes the services out of the registries, tells consumers, waits for calls under way, then
     * closes ports, references and registries. Closing twice does nothing more.
     */
    @Override
    public synchronized void close() {
        if (state == State.STOPPED) {
            return;
        }
        state = State.STOPPED;
        removeHook();
        Shutdown shutdown = new Shutdown(application, shutdownWait);
        shutdown.withdraw(exports, instance, registries);
        shutdown.drain(exports, monitor);
        shutdown.close(exports, instance, references, registries);
        WorkerPool pool = callbacks;
        if (pool != null) {
            pool.close();
        }
        log.info("{} stopped", application);
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
