package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.monitor.Monitor;
import io.redub.protocol.LoadShedder;
import io.redub.protocol.Protocol;
import io.redub.registry.Registry;
import io.redub.rules.LiveRules;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services a bootstrap has exported, and those that will be after their delay. Thread-safe: the
 * lists change under one lock, and what is handed out is a copy.
 */
final class Exports {
    private static final Logger log = LoggerFactory.getLogger(Exports.class);
    private static final AtomicInteger BOOTSTRAPS = new AtomicInteger();
    private static final int LAST_PORT = 65_535;
    private static final int THREADS = 200;
    private static final int QUEUES = 4096;

    private final String bootstrap = Integer.toString(BOOTSTRAPS.incrementAndGet());
    private final Monitor monitor;
    private final Registries registries;
    private final List<ServiceExport> exports = new ArrayList<>();
    private final List<ExportPlan> plans = new ArrayList<>();
    private final List<ExportPlan> awaited = new ArrayList<>();
    private final Map<String, URL> local = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, LoadShedder> shedders = new HashMap<>();
    private String application = "";
    private List<LiveRules.Center> centers = List.of();
    private boolean stopped;
    private @Nullable String host;
    private @Nullable ApplicationLevel instance;
    private @Nullable ScheduledExecutorService later;

    Exports(Monitor monitor, Registries registries) {
        this.monitor = monitor;
        this.registries = registries;
    }

    synchronized void host(String address) {
        host = address;
    }

    synchronized String address() {
        return host == null ? LocalAddress.find() : host;
    }

    /**
     * No two may be found by the same calls, nor two protocols want a port that they cannot share.
     */
    static void check(List<ExportPlan> plans, Problems problems) {
        Map<Long, ExportPlan> ports = new HashMap<>();
        for (ExportPlan plan : plans) {
            long port = plan.settings().values().number("port", 0);
            ExportPlan other = port <= 0 ? null : ports.putIfAbsent(port, plan);
            if (other != null && !mayShare(other.protocolName(), plan.protocolName())) {
                problems.add(
                        "protocols '"
                                + other.protocolName()
                                + "' and '"
                                + plan.protocolName()
                                + "' have the same port "
                                + port
                                + " (expected: one each)",
                        Place.declared(
                                other.protocol().element().place()
                                        + " and "
                                        + plan.protocol().element().place()));
            }
        }
        Map<String, ExportPlan> known = new HashMap<>();
        for (ExportPlan plan : plans) {
            ExportPlan other = known.putIfAbsent(plan.protocol().id() + " " + plan.key(), plan);
            if (other != null) {
                problems.add(
                        "service "
                                + plan.key()
                                + " is declared twice under protocol '"
                                + plan.protocolName()
                                + "' (expected: another group, version, path or protocol)",
                        Place.declared(
                                other.service().element().place()
                                        + " and "
                                        + plan.service().element().place()));
            }
        }
    }

    private static boolean mayShare(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        ExtensionLoader<Protocol> protocols = ExtensionLoader.getExtensionLoader(Protocol.class);
        if (!protocols.hasExtension(one) || !protocols.hasExtension(other)) {
            // Which is told in another place.
            return false;
        }
        String family = protocols.getExtension(one).portFamily();
        return !family.isEmpty() && family.equals(protocols.getExtension(other).portFamily());
    }

    /**
     * Exports all without a delay, registers them, and sees to the others when it is time.
     *
     * @param ruled where rules for them are
     */
    synchronized void start(String name, List<ExportPlan> wanted, List<LiveRules.Center> ruled) {
        application = name;
        centers = ruled;
        List<ServiceExport> made = new ArrayList<>();
        for (ExportPlan plan : wanted) {
            if (plan.local() || plan.delayMillis() == 0) {
                export(plan, made);
            }
        }
        register(made);
        for (ExportPlan plan : wanted) {
            if (!plan.local() && plan.delayMillis() > 0) {
                awaited.add(plan);
                timer().schedule(() -> exportLate(plan), plan.delayMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private ScheduledExecutorService timer() {
        ScheduledExecutorService timer = later;
        if (timer == null) {
            timer =
                    Executors.newSingleThreadScheduledExecutor(
                            task -> {
                                Thread thread = new Thread(task, "redub-delayed-export");
                                thread.setDaemon(true);
                                return thread;
                            });
            later = timer;
        }
        return timer;
    }

    private synchronized void exportLate(ExportPlan plan) {
        if (stopped) {
            return;
        }
        try {
            List<ServiceExport> made = new ArrayList<>();
            export(plan, made);
            register(made);
            awaited.remove(plan);
            log.info("{} exports {} after its delay", application, plan.key());
        } catch (RuntimeException e) {
            log.error("{} cannot export {} after its delay", application, plan.key(), e);
        }
    }

    private void export(ExportPlan plan, List<ServiceExport> made) {
        if (!plan.local()) {
            ServiceExport export =
                    ServiceExport.export(
                            application,
                            hostOf(plan),
                            portOf(plan),
                            plan,
                            registries.of(plan.registries()),
                            monitor,
                            () -> shedder(plan));
            exports.add(export);
            made.add(export);
            ports.putIfAbsent(plan.protocol().id(), export.url().getPort());
            ports.putIfAbsent(plan.protocolName(), export.url().getPort());
        }
        plans.add(plan);
    }

    /** Services of a port share its threads, and so the limit of calls at once. */
    private LoadShedder shedder(ExportPlan plan) {
        Values values = plan.settings().values();
        return shedders.computeIfAbsent(
                plan.protocol().id(),
                any -> {
                    long queue = values.number("queues", QUEUES);
                    long most = values.number("threads", THREADS) + (queue > 0 ? queue : QUEUES);
                    return new LoadShedder((int) Math.min(Integer.MAX_VALUE, most));
                });
    }

    private String hostOf(ExportPlan plan) {
        String set = plan.settings().values().get("host");
        return set == null ? address() : set;
    }

    /** A protocol on any free port keeps the one that its first service got. */
    private int portOf(ExportPlan plan) {
        Integer known = ports.get(plan.protocol().id());
        if (known != null) {
            return known;
        }
        int usual =
                ExtensionLoader.getExtensionLoader(Protocol.class)
                        .getExtension(plan.protocolName())
                        .getDefaultPort();
        int port = (int) plan.settings().values().number("port", usual);
        return port >= 0 ? port : nextFree(usual, plan);
    }

    private static int nextFree(int first, ExportPlan plan) {
        String address = plan.settings().values().get("bind.ip", "0.0.0.0");
        for (int port = Math.max(1, first); port <= LAST_PORT; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                log.debug("Port {} is taken: {}", port, taken.getMessage());
            }
        }
        throw new RpcException(
                StatusCode.CONFIGURATION, "no port from " + first + " to 65535 is free");
    }

    private void register(List<ServiceExport> made) {
        // Rules first: what is entered is what they make of it.
        made.forEach(export -> export.govern(centers, this::changedByRule));
        made.forEach(ServiceExport::register);
        publish();
    }

    /** On a thread of its own, since rules change while others hold this lock. */
    private void changedByRule() {
        CompletableFuture.runAsync(this::publish)
                .exceptionally(
                        failure -> {
                            log.warn(
                                    "{} cannot publish what rules changed: {}",
                                    application,
                                    failure.getMessage());
                            return null;
                        });
    }

    private synchronized void publish() {
        if (stopped) {
            return;
        }
        Set<Registry> used = new LinkedHashSet<>();
        List<URL> registered = new ArrayList<>();
        for (ServiceExport export : exports) {
            if (export.registered() && !export.registries().isEmpty()) {
                used.addAll(export.registries());
                registered.add(export.url());
            }
        }
        if (used.isEmpty()) {
            return;
        }
        ApplicationLevel level = instance;
        if (level == null) {
            level = ApplicationLevel.export(application, registered);
            instance = level;
        } else {
            level.update(registered);
        }
        if (level != null) {
            used.forEach(level::register);
        }
    }

    /** The port of a protocol, by its id or name. */
    synchronized int port(String protocol) {
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
     * Where a reference of the same bootstrap reaches the service without a connection; null if it
     * is to go another way. The service is exported so once somebody wants it.
     */
    synchronized @Nullable URL local(ReferencePlan<?> reference) {
        if (!reference.mayBeLocal()
                || !ExtensionLoader.getExtensionLoader(Protocol.class).hasExtension("injvm")) {
            return null;
        }
        String key = reference.key();
        for (ExportPlan plan : plans) {
            String service = plan.service().interfaceName();
            String itsKey =
                    URL.serviceKey(
                            plan.settings().values().get("group"),
                            service,
                            plan.settings().values().get("version"));
            if (itsKey.equals(key) && !plan.settings().values().get("scope", "").equals("remote")) {
                return local.computeIfAbsent(plan.key(), any -> exportLocally(plan));
            }
        }
        if (reference.mustBeLocal()) {
            throw new RpcException(
                    StatusCode.NO_PROVIDER,
                    "no provider of "
                            + key
                            + " in this bootstrap (exported: "
                            + plans.stream().map(ExportPlan::key).toList()
                            + "), and scope or injvm says that no other will do");
        }
        return null;
    }

    private URL exportLocally(ExportPlan plan) {
        ServiceExport export = ServiceExport.exportLocally(application, bootstrap, plan, monitor);
        exports.add(export);
        return export.url();
    }

    /** Those that others reach, not this bootstrap's own references. */
    synchronized List<ServiceExport> remote() {
        return exports.stream().filter(each -> !local.containsValue(each.url())).toList();
    }

    synchronized List<ServiceExport> all() {
        return List.copyOf(exports);
    }

    /** What is exported, but for what is so within this bootstrap alone, and what is to be. */
    synchronized List<Overview.Service> overview() {
        List<Overview.Service> found = new ArrayList<>();
        remote().forEach(export -> found.add(export.overview()));
        for (ExportPlan plan : awaited) {
            found.add(
                    new Overview.Service(
                            plan.key(), plan.protocolName(), "", false, List.of(), List.of()));
        }
        return found;
    }

    synchronized List<String> keys() {
        return plans.stream().map(ExportPlan::key).distinct().toList();
    }

    synchronized @Nullable ApplicationLevel instance() {
        return instance;
    }

    /** No delayed service is exported any more. */
    synchronized void stop() {
        stopped = true;
        ScheduledExecutorService timer = later;
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
