package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderService;
import io.redub.protocol.SerializationChoice;
import io.redub.protocol.ServiceWorld;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ServiceInvoker;
import io.redub.registry.Registry;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The provider's side of one service under one protocol, assembled and exported. */
final class ServiceExport implements AutoCloseable {
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
        "service.filter",
        "register",
        "proxy"
    };

    private final Exporter exporter;
    private final boolean registered;

    private ServiceExport(Exporter exporter, boolean registered) {
        this.exporter = exporter;
        this.registered = registered;
    }

    /**
     * @throws RpcException with the code CONFIGURATION if a setting is wrong or the port is taken
     */
    static <T> ServiceExport export(
            String application,
            String host,
            ServiceConfig<T> config,
            ProtocolConfig protocol,
            Monitor monitor) {
        try {
            return assemble(application, host, config, protocol, monitor);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service " + config.type().getName() + ": " + e.getMessage(),
                    e);
        }
    }

    private static <T> ServiceExport assemble(
            String application,
            String host,
            ServiceConfig<T> config,
            ProtocolConfig protocol,
            Monitor monitor) {
        ServiceModel service = ServiceModel.of(config.type());
        URL url = url(application, host, config, protocol, service);
        ProxyFactory proxies =
                ExtensionLoader.getExtensionLoader(ProxyFactory.class)
                        .getExtension(url.getParameter("proxy", "javassist"));
        Invoker target = new ServiceInvoker(proxies.caller(service, config.target()));
        Invoker filtered = Pipeline.fold(BuiltInFilters.provider(service, url, monitor), target);
        Exporter exporter =
                ExtensionLoader.getExtensionLoader(Protocol.class)
                        .getExtension(protocol.name())
                        .export(new ProviderService(service, url, filtered));
        return new ServiceExport(exporter, url.getParameter("register", true));
    }

    private static URL url(
            String application,
            String host,
            ServiceConfig<?> config,
            ProtocolConfig protocol,
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
        parameters.putAll(protocol.settings().values());
        parameters.putAll(config.settings().values());
        parameters.putIfAbsent("prefer.serialization", preferred(parameters));
        parameters.computeIfPresent("token", (key, given) -> token(given));
        String path = parameters.remove("path");
        return URL.of(
                protocol.name(),
                host,
                protocol.port(),
                path == null ? service.interfaceName() : path,
                parameters);
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

    URL url() {
        return exporter.url();
    }

    /** Whether it is entered into registries. */
    boolean registered() {
        return registered;
    }

    void register(Registry registry) {
        if (registered) {
            registry.register(entry());
        }
    }

    void unregister(Registry registry) {
        if (registered) {
            registry.unregister(entry());
        }
    }

    private URL entry() {
        return url().removeParameters(LOCAL)
                .removeParameters(ServiceWorld.SETTINGS.toArray(String[]::new));
    }

    void announceStop() {
        exporter.announceStop();
    }

    int active() {
        return exporter.active();
    }

    @Override
    public void close() {
        exporter.close();
    }
}
