package io.redub.registry;

import io.redub.registry.ItemWatches.Watch;
import io.redub.registry.Lookups.Subscriber;
import io.redub.registry.RegistryBackend.ApplicationEntries;
import io.redub.registry.RegistryBackend.Item;
import io.redub.registry.RegistryBackend.Items;
import io.redub.registry.RegistryBackend.Target;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that keeps its word through outages: it remembers what is wanted and, after every
 * reconnection and every failure, makes the server agree with it again.
 *
 * <p>Concurrency: one {@link Worker} thread owns the entries and the lookups and does all talking
 * to the server; callers wait for it, listeners never hold it up (see {@link Subscription}).
 */
public final class DurableRegistry implements Registry {
    private static final Logger LOG = LoggerFactory.getLogger(DurableRegistry.class);

    /** How long a live registry is preferred to the snapshot when a consumer starts. */
    private static final Duration PATIENCE_WITH_SNAPSHOT = Duration.ofSeconds(3);

    private static final Duration SAVE_DELAY = Duration.ofMillis(100);

    private final URL address;
    private final String name;
    private final RegistryOptions options;
    private final RegistryBackend backend;
    private final @Nullable SnapshotFile snapshot;
    private final Worker worker;
    private final long firstContactDeadline;
    private final RateLimitedLog failures = new RateLimitedLog();
    private final Map<Object, Entry> entries = new LinkedHashMap<>();
    private final Lookups lookups;
    private final ItemWatches watches;

    private volatile boolean online;
    private volatile boolean met;

    /** A registry that works through {@code backend}, and closes it; {@link #start} comes next. */
    public DurableRegistry(URL address, RegistryBackend backend) {
        this.address = address;
        this.name = address.getProtocol() + "://" + address.getAddress();
        this.options = RegistryOptions.of(address);
        this.backend = backend;
        this.snapshot = options.snapshot() == null ? null : new SnapshotFile(options.snapshot());
        this.worker = new Worker(name);
        this.lookups = new Lookups(name, options.emptyProtection(), backend, snapshot);
        this.watches = new ItemWatches(backend.items());
        this.firstContactDeadline = System.nanoTime() + options.connectTimeout().toNanos();
    }

    /** Begins to connect. */
    public DurableRegistry start() {
        backend.start(new Reports());
        return this;
    }

    @Override
    public URL address() {
        return address;
    }

    @Override
    public boolean available() {
        return online;
    }

    @Override
    public void register(URL url) {
        requireInterface(url);
        boolean strict = strict(url) && !Categories.of(url).equals(Categories.CONSUMERS);
        want(url, Entry.present("register " + url, () -> backend.create(url)), strict);
    }

    @Override
    public void unregister(URL url) {
        requireInterface(url);
        want(url, Entry.absent("unregister " + url, () -> backend.delete(url)), strict(url));
    }

    private void want(Object key, Entry entry, boolean strict) {
        if (!options.register()) {
            return;
        }
        awaitFirstContact(options.connectTimeout());
        worker.call(
                () -> {
                    entries.put(key, entry);
                    Exception failure = attempt(entry::settle);
                    if (failure != null) {
                        if (strict && isFatal(failure)) {
                            entries.remove(key);
                            throw failed(entry.what(), failure);
                        }
                        retryLater(entry.what(), failure);
                    }
                    entries.values().removeIf(Entry::isDone);
                    return true;
                });
    }

    @Override
    public void subscribe(URL consumer, NotifyListener listener) {
        requireInterface(consumer);
        if (!options.subscribe()) {
            return;
        }
        Subscription subscription = new Subscription(consumer, listener, worker.notifiers());
        awaitFirstContact(
                lookups.hasSnapshot(subscription)
                        ? PATIENCE_WITH_SNAPSHOT
                        : options.connectTimeout());
        if (worker.call(() -> begin(new Subscriber(consumer, listener), subscription))) {
            subscription.drain();
        }
    }

    private boolean begin(Subscriber subscriber, Subscription subscription) {
        if (!lookups.add(subscriber, subscription)) {
            return false;
        }
        Exception failure = null;
        for (Target target : subscription.targets()) {
            if (failure == null && !subscription.knows(target.category())) {
                failure = attempt(() -> lookups.refresh(target));
            }
        }
        saveSoon();
        if (failure != null) {
            String what = "subscribe " + subscription.consumer();
            boolean served = lookups.serveFromSnapshot(subscription);
            if (!served && strict(subscription.consumer()) && isFatal(failure)) {
                lookups.remove(subscriber);
                throw failed(what, failure);
            }
            retryLater(what, failure);
        }
        return true;
    }

    @Override
    public void unsubscribe(URL consumer, NotifyListener listener) {
        worker.call(
                () -> {
                    lookups.remove(new Subscriber(consumer, listener));
                    return true;
                });
    }

    private void awaitFirstContact(Duration patience) {
        long left = firstContactDeadline - System.nanoTime();
        if (met || left <= 0) {
            return;
        }
        try {
            backend.awaitConnected(Duration.ofNanos(Math.min(left, patience.toNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.REGISTRY, "interrupted while connecting to registry " + name, e);
        }
    }

    /** Makes the server agree with everything wanted that it is not known to agree with. */
    private void reconcile() {
        boolean reachable = online;
        for (Entry entry : List.copyOf(entries.values())) {
            if (reachable && !entry.isSettled()) {
                reachable = reached(entry.what(), attempt(entry::settle));
            }
        }
        entries.values().removeIf(Entry::isDone);
        for (Target target : lookups.stale()) {
            if (reachable) {
                reachable = reached("look up " + target, attempt(() -> lookups.refresh(target)));
            }
        }
        for (Item item : watches.stale()) {
            if (reachable) {
                reachable = reached("read " + item, attempt(() -> watches.refresh(item)));
            }
        }
        saveSoon();
    }

    private boolean reached(String what, @Nullable Exception failure) {
        if (failure != null) {
            retryLater(what, failure);
        }
        return !(failure instanceof IOException);
    }

    private @Nullable Exception attempt(Entry.Action action) {
        if (!online) {
            return new IOException("not connected");
        }
        try {
            action.run();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        } catch (Exception e) {
            return e;
        }
    }

    private void retryLater(String what, Exception failure) {
        long held = failures.permit();
        if (held >= 0) {
            LOG.warn(
                    "registry {}: could not {}: {}; trying again every {} ms ({} more held back)",
                    name,
                    what,
                    failure.toString(),
                    options.retryPeriod().toMillis(),
                    held);
        }
        worker.later("reconcile", options.retryPeriod(), this::reconcile);
    }

    private void saveSoon() {
        if (snapshot != null && snapshot.isDirty()) {
            worker.later("save", SAVE_DELAY, this::save);
        }
    }

    private void save() {
        if (snapshot != null && !snapshot.save()) {
            saveSoon();
        }
    }

    private boolean strict(URL url) {
        return options.check() && url.getParameter("check", true);
    }

    private boolean isFatal(Exception failure) {
        return !met || !(failure instanceof IOException);
    }

    private RpcException failed(String what, Exception failure) {
        String message =
                met
                        ? "registry %s refused to %s: %s; see its log and its access rights"
                        : "registry %s cannot be reached to %s: %s; start it or correct the"
                                + " address, or go on without it: check=false";
        return new RpcException(
                StatusCode.REGISTRY, message.formatted(name, what, failure.getMessage()), failure);
    }

    private void requireInterface(URL url) {
        String serviceInterface = url.getServiceInterface();
        if (serviceInterface.isEmpty() || serviceInterface.equals("*")) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "registry %s: '%s' names the interface '%s' (expected: one interface)"
                            .formatted(name, url, serviceInterface));
        }
    }

    @Override
    public @Nullable ApplicationRegistry applications() {
        ApplicationEntries applications = backend.applications();
        return applications == null ? null : new Applications(applications);
    }

    @Override
    public @Nullable ConfigItems configItems() {
        Items items = backend.items();
        return items == null ? null : new Texts(items);
    }

    @Override
    public void close() {
        online = false;
        worker.close(
                () -> {
                    lookups.close();
                    watches.close();
                },
                backend::close);
        if (snapshot != null) {
            snapshot.save();
        }
    }

    /** Texts for applications: read and written at once or not at all, watched for good. */
    private final class Texts implements ConfigItems {
        private final Items items;

        private Texts(Items items) {
            this.items = items;
        }

        @Override
        public @Nullable String read(String group, String key, Duration patience) {
            awaitFirstContact(patience);
            AtomicReference<@Nullable String> text = new AtomicReference<>();
            Item item = new Item(group, key);
            now("read " + item, () -> text.set(items.read(item)));
            return text.get();
        }

        @Override
        public Runnable watch(String group, String key, Consumer<@Nullable String> listener) {
            Item item = new Item(group, key);
            Watch watch = new Watch(item, listener, worker.notifiers());
            worker.call(
                    () -> {
                        watches.add(watch);
                        Exception failure =
                                watches.stale().contains(item)
                                        ? attempt(() -> watches.refresh(item))
                                        : null;
                        if (failure != null) {
                            retryLater("read " + item, failure);
                        }
                        return true;
                    });
            watch.drain();
            return () -> worker.execute(() -> watches.remove(watch));
        }

        @Override
        public void write(String group, String key, String text) {
            awaitFirstContact(options.connectTimeout());
            Item item = new Item(group, key);
            now("write " + item, () -> items.write(item, text));
        }

        @Override
        public void remove(String group, String key) {
            awaitFirstContact(options.connectTimeout());
            Item item = new Item(group, key);
            now("remove " + item, () -> items.remove(item));
        }

        private void now(String what, Entry.Action action) {
            worker.call(
                    () -> {
                        Exception failure = attempt(action);
                        if (failure != null) {
                            throw failed(what, failure);
                        }
                        return true;
                    });
        }
    }

    /** Application-level entries under the same promises. */
    private final class Applications implements ApplicationRegistry {
        private final ApplicationEntries applications;

        private Applications(ApplicationEntries applications) {
            this.applications = applications;
        }

        @Override
        public void publish(ApplicationInstance instance, Set<String> interfaces) {
            Set<String> names = Set.copyOf(interfaces);
            want(
                    key(instance),
                    Entry.present(
                            "publish " + instance, () -> applications.publish(instance, names)),
                    options.check());
        }

        @Override
        public void withdraw(ApplicationInstance instance) {
            want(
                    key(instance),
                    Entry.absent("withdraw " + instance, () -> applications.withdraw(instance)),
                    options.check());
        }

        private Object key(ApplicationInstance instance) {
            return List.of(instance.application(), instance.id());
        }
    }

    /** Carries what the backend reports over to the worker. */
    private final class Reports implements RegistryBackend.Events {
        @Override
        public void connected() {
            LOG.info("registry {} connected", name);
            met = true;
            online = true;
            worker.execute(
                    () -> {
                        entries.values().forEach(Entry::unsettle);
                        lookups.markAllStale();
                        watches.markAllStale();
                        reconcile();
                    });
        }

        @Override
        public void disconnected() {
            // Reported twice when the session is lost too.
            if (online) {
                LOG.warn("registry {} lost; the last lists stay in use", name);
            }
            online = false;
        }

        @Override
        public void changed(Target target) {
            worker.execute(
                    () -> {
                        lookups.markStale(target);
                        reconcile();
                    });
        }

        @Override
        public void changed(Item item) {
            worker.execute(
                    () -> {
                        watches.markStale(item);
                        reconcile();
                    });
        }
    }
}
