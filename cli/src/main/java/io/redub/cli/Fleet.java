package io.redub.cli;

import io.redub.example.shop.ShopProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The processes of the demo: ZooKeeper and two providers of each service. A provider that dies is
 * reported and, while ZooKeeper runs, started again. Thread-safe.
 */
final class Fleet implements AutoCloseable {
    private static final List<String> SERVICES =
            List.of("account", "payment", "inventory", "order");
    private static final int INSTANCES = 2;
    private static final int PROVIDER_MEGABYTES = 64;
    private static final int REGISTRY_MEGABYTES = 96;
    private static final long RESTART_AFTER_MILLIS = 1000;
    private static final long END_WITHIN_SECONDS = 10;

    private final Workspace workspace;
    private final ScheduledExecutorService timer;
    private final Consumer<String> say;
    private final Map<String, ChildProcess> providers = new LinkedHashMap<>();
    private final ChildProcess zooKeeper;
    private boolean closing;

    /** Starts ZooKeeper; {@code say} takes what a user should know. */
    Fleet(Workspace workspace, ScheduledExecutorService timer, Consumer<String> say)
            throws IOException {
        this.workspace = workspace;
        this.timer = timer;
        this.say = say;
        this.zooKeeper =
                ChildProcess.start(
                        "zookeeper",
                        workspace.log("zookeeper"),
                        REGISTRY_MEGABYTES,
                        RegistryProcess.class,
                        List.of(workspace.data().toString()));
        zooKeeper.end().thenAccept(this::zooKeeperEnded);
    }

    /** ZooKeeper's own readiness: its address. */
    CompletableFuture<String> registryReady() {
        return zooKeeper.ready();
    }

    /** Starts all providers at once; done when all are ready, failed when one ends before. */
    synchronized CompletableFuture<?> startProviders() throws IOException {
        List<CompletableFuture<?>> ready = new ArrayList<>();
        CompletableFuture<Object> failed = new CompletableFuture<>();
        for (String service : SERVICES) {
            for (int instance = 1; instance <= INSTANCES; instance++) {
                ChildProcess provider = startProvider(service + "-" + instance);
                ready.add(
                        provider.ready()
                                .whenComplete(
                                        (address, problem) -> {
                                            if (problem != null) {
                                                failed.completeExceptionally(problem);
                                            }
                                        }));
            }
        }
        return CompletableFuture.anyOf(
                failed, CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new)));
    }

    private synchronized ChildProcess startProvider(String name) throws IOException {
        ChildProcess provider =
                ChildProcess.start(
                        name,
                        workspace.log(name),
                        PROVIDER_MEGABYTES,
                        ShopProvider.class,
                        List.of(
                                name.substring(0, name.indexOf('-')),
                                "--registry",
                                registry(name)));
        providers.put(name, provider);
        provider.end().thenAccept(how -> ended(provider, how));
        return provider;
    }

    /** The registry's address for a process of this name, which keeps its snapshot here. */
    String registry(String name) {
        return "zookeeper://"
                + zooKeeper.ready().join()
                + "?session=10000&file="
                + workspace.snapshot(name);
    }

    private synchronized void zooKeeperEnded(String how) {
        if (!closing) {
            say.accept(
                    "zookeeper (pid "
                            + zooKeeper.pid()
                            + ") "
                            + how
                            + "; calls go on with the addresses known");
        }
    }

    private synchronized void ended(ChildProcess provider, String how) {
        if (closing) {
            return;
        }
        boolean again = zooKeeper.isAlive() && provider.ready().isDone();
        say.accept(
                provider.name()
                        + " (pid "
                        + provider.pid()
                        + ") "
                        + how
                        + "; calls go on without it"
                        + (again ? "" : ", and it is not started again"));
        if (again) {
            timer.schedule(
                    () -> restart(provider.name()), RESTART_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void restart(String name) {
        if (closing) {
            return;
        }
        long begin = System.nanoTime();
        try {
            ChildProcess provider = startProvider(name);
            provider.ready().thenAccept(address -> back(provider, address, begin));
        } catch (IOException e) {
            say.accept(name + " could not be started again: " + e.getMessage());
        }
    }

    private void back(ChildProcess provider, String address, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        say.accept(
                String.format(
                        Locale.ROOT,
                        "%s is back as pid %d on %s, started in %.1f s",
                        provider.name(),
                        provider.pid(),
                        address,
                        seconds));
    }

    synchronized Collection<ChildProcess> providers() {
        return List.copyOf(providers.values());
    }

    ChildProcess zooKeeper() {
        return zooKeeper;
    }

    long ready() {
        return providers().stream().filter(ChildProcess::isReady).count();
    }

    boolean isComplete() {
        return ready() == (long) SERVICES.size() * INSTANCES;
    }

    ChildProcess anyProvider() {
        List<ChildProcess> all = List.copyOf(providers());
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Ends all processes: those that are called last, so that what is under way is finished. */
    @Override
    public void close() {
        List<ChildProcess> all;
        synchronized (this) {
            closing = true;
            all = new ArrayList<>(providers.values());
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_WITHIN_SECONDS);
        all.forEach(ChildProcess::stop);
        all.forEach(provider -> awaitEnd(provider, until));
        zooKeeper.stop();
        awaitEnd(zooKeeper, until + TimeUnit.SECONDS.toNanos(1));
    }

    private void awaitEnd(ChildProcess process, long until) {
        String complaint = process.awaitEnd(until);
        if (complaint != null) {
            say.accept(complaint);
        }
    }
}
