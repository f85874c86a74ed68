package io.redub.config;

import io.redub.cluster.ClusterInvoker;
import io.redub.cluster.Directory;
import io.redub.cluster.PolicyMemory;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.StaticDirectory;
import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.protocol.ServiceWorld;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ReferenceCaller;
import io.redub.proxy.Stub;
import io.redub.registry.Registry;
import io.redub.registry.RegistryDirectory;
import io.redub.rules.LiveRules;
import io.redub.service.CallMode;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer's side of one service, assembled: proxy, filters, cluster, directory. The order of
 * assembly is the order in which a call passes, read from the bottom up.
 */
final class Reference<T> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reference.class);

    private final ReferencePlan<T> plan;
    private final Directory directory;
    private final ReferenceNodes nodes;
    private final PolicyMemory memory;
    private final T proxy;

    private Reference(
            ReferencePlan<T> plan,
            Directory directory,
            ReferenceNodes nodes,
            PolicyMemory memory,
            T proxy) {
        this.plan = plan;
        this.directory = directory;
        this.nodes = nodes;
        this.memory = memory;
        this.proxy = proxy;
    }

    T proxy() {
        return proxy;
    }

    /** Its settings, and what the first provider says of them. */
    List<Explanation.Line> explain() {
        List<Explanation.Told> told = new ArrayList<>();
        for (ProviderNode node : directory.list().providers()) {
            if (node instanceof RegistryDirectory.Node known && told.isEmpty()) {
                told.add(new Explanation.Told(node.address(), OfferedSettings.of(known.offer())));
            }
        }
        return plan.explain(told);
    }

    Overview.Reference overview() {
        return new Overview.Reference(
                plan.key(),
                directory.list().providers().stream()
                        .map(node -> new Overview.Provider(node.address(), node.available()))
                        .toList(),
                Overview.rules(nodes.rules()));
    }

    /** What the reference says of itself to registries, with its settings. */
    static URL consumerUrl(ReferencePlan<?> plan, String application, String host) {
        ReferenceConfig<?> config = plan.reference();
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
        parameters.putAll(plan.settings().parameters());
        return URL.of("consumer", host, 0, config.interfaceName(), parameters);
    }

    /**
     * @param local where the service is in this bootstrap; null to look it up
     */
    static <T> Reference<T> assemble(
            ReferencePlan<T> plan,
            URL consumer,
            @Nullable URL local,
            Collection<Registry> registries,
            List<LiveRules.Center> centers,
            Monitor monitor,
            Executor callbacks) {
        ReferenceConfig<T> config = plan.reference();
        ServiceModel service = config.model();
        // For its errors: they are to come now, whether there are providers yet or not.
        ServiceWorld.of(service, consumer);
        PolicyMemory memory =
                new PolicyMemory(name -> monitor.counter(service.interfaceName(), name));
        ReferenceNodes nodes =
                new ReferenceNodes(
                        service,
                        consumer,
                        memory,
                        config.hooks(service),
                        BuiltInFilters.consumer(service, consumer, monitor),
                        config.filters());
        String fixed = local == null ? plan.settings().values().get("url") : local.toString();
        Directory directory =
                fixed == null
                        ? fromRegistries(consumer, nodes, registries, centers)
                        : fromAddresses(fixed, consumer, nodes);
        boolean assembled = false;
        try {
            awaitProviders(directory, consumer);
            // Filters and all that is behind them are in the directory's list, so that whatever a
            // rule changes is changed at once.
            ReferenceCaller caller =
                    new ReferenceCaller(
                            service,
                            new ClusterInvoker(directory),
                            modes(service, consumer),
                            callbacks);
            T proxy =
                    ExtensionLoader.getExtensionLoader(ProxyFactory.class)
                            .getExtension(consumer.getParameter("proxy", "javassist"))
                            .reference(config.type(), service, caller);
            T stub =
                    Stub.around(
                            config.type(),
                            proxy,
                            consumer.getParameter("stub"),
                            consumer.getParameter("local"));
            assembled = true;
            return new Reference<>(plan, directory, nodes, memory, stub);
        } finally {
            if (!assembled) {
                nodes.close();
                directory.close();
            }
        }
    }

    private static Directory fromRegistries(
            URL consumer,
            ReferenceNodes nodes,
            Collection<Registry> registries,
            List<LiveRules.Center> centers) {
        if (registries.isEmpty()) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "reference "
                            + consumer.getServiceKey()
                            + " has neither a registry nor a url (give one of them)");
        }
        RegistryDirectory directory = new RegistryDirectory(consumer, nodes);
        boolean subscribed = false;
        try {
            // Rules first, so that no call goes where they do not want it.
            nodes.govern(directory, centers);
            registries.forEach(directory::subscribe);
            subscribed = true;
        } finally {
            if (!subscribed) {
                nodes.close();
                directory.close();
            }
        }
        return directory;
    }

    private static Directory fromAddresses(String urls, URL consumer, ReferenceNodes nodes) {
        List<RegistryDirectory.Node> opened = new ArrayList<>();
        boolean made = false;
        try {
            for (String text : urls.split(";")) {
                opened.add(nodes.open(address(text, consumer)));
            }
            Directory directory =
                    new StaticDirectory(
                            consumer.getServiceKey(),
                            itself -> nodes.list(itself, opened, "no address is given"),
                            opened);
            made = true;
            return directory;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "reference " + consumer.getServiceKey() + ": " + e.getMessage(),
                    e);
        } finally {
            if (!made) {
                opened.forEach(RegistryDirectory.Node::close);
            }
        }
    }

    private static URL address(String text, URL consumer) {
        URL url;
        try {
            url = URL.valueOf(text.trim());
        } catch (IllegalArgumentException e) {
            throw new RpcException(StatusCode.CONFIGURATION, "url: " + e.getMessage(), e);
        }
        String scheme = url.getProtocol().isEmpty() ? "dubbo" : url.getProtocol();
        String path = url.getPath().isEmpty() ? consumer.getServiceInterface() : url.getPath();
        return url.withProtocol(scheme)
                .withPath(path)
                .addParameterIfAbsent("interface", consumer.getServiceInterface())
                .addParameterIfAbsent("group", consumer.getGroup())
                .addParameterIfAbsent("version", consumer.getVersion());
    }

    /** Waits until every provider known was reached or not, within one connect timeout. */
    private static void awaitProviders(Directory directory, URL consumer) {
        List<ProviderNode> providers = directory.list().providers();
        Duration patience = Duration.ofMillis(consumer.getParameter("connect.timeout", 3000L));
        CompletableFuture<?>[] attempts =
                providers.stream()
                        .map(node -> node.ready().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(attempts).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn(
                    "Not every provider of {} was reached at once: {}",
                    directory.service(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean check = consumer.getParameter("check", true);
        if (check && providers.isEmpty()) {
            throw new RpcException(
                    StatusCode.NO_PROVIDER,
                    "no provider of "
                            + directory.service()
                            + ": "
                            + directory.list().emptyReason()
                            + " (start one, or set check=false to go on without)");
        }
        if (check && providers.stream().noneMatch(ProviderNode::available)) {
            throw new RpcException(
                    StatusCode.NO_PROVIDER,
                    "no provider of "
                            + directory.service()
                            + " can be reached: "
                            + providers.stream().map(ProviderNode::address).toList()
                            + " (or set check=false to go on without)");
        }
    }

    private static CallMode[] modes(ServiceModel service, URL consumer) {
        CallMode[] modes = ReferenceCaller.modes(service);
        for (MethodModel method : service.methods()) {
            if (method == service.echo()) {
                continue;
            }
            String name = method.name();
            if (!consumer.getMethodParameter(name, "return", true)) {
                modes[method.index()] = CallMode.ONE_WAY;
            } else if (consumer.getMethodParameter(name, "async", false)) {
                modes[method.index()] = CallMode.ASYNC;
            }
        }
        return modes;
    }

    @Override
    public void close() {
        // First: what waits to be sent again is to find out why it cannot be.
        memory.close();
        nodes.close();
        directory.close();
    }
}
