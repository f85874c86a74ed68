package io.redub.registry;

import io.redub.registry.RegistryBackend.ApplicationEntries;
import io.redub.registry.RegistryBackend.Target;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that keeps its word through outages: it remembers what is wanted and, after every
 * reconnection and every failure, makes the server agree with it again.
 *
 * <p>Concurrency: one {@link Worker} thread owns all state below and does all talking to the
 * server; callers wait for it, listeners never hold it up (see {@link Subscription}).
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

    private volatile boolean online;
    private volatile boolean met;

    private final Map<Object, Entry> entries = new LinkedHashMap<>();
    private final Map<Target, Watched> watched = new LinkedHashMap<>();
    private final Map<Subscriber, Subscription> subscriptions = new HashMap<>();

    /** Connects through {@code backend}, which this object closes. */
    public DurableRegistry(URL address, RegistryBackend backend) {
        this.address = address;
        this.name = address.getProtocol() + "://" + address.getAddress();
        this.options = RegistryOptions.of(address);
        this.backend = backend;
        this.snapshot = options.snapshot() == null ? null : new SnapshotFile(options.snapshot());
        this.worker = new Worker(name);
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
        if (options.register()) {
            requireInterface(url);
            boolean strict = strict(url) && !Categories.of(url).equals(Categories.CONSUMERS);
            keep(
                    url,
                    new Entry(
                            "register " + url,
                            () -> backend.create(url),
                            () -> backend.delete(url)),
                    strict);
        }
    }

    @Override
    public void unregister(URL url) {
        if (options.register()) {
            drop(
                    url,
                    new Entry(
                            "unregister " + url,
                            () -> backend.create(url),
                            () -> backend.delete(url)));
        }
    }

    private void keep(Object key, Entry entry, boolean strict) {
        awaitFirstContact(options.connectTimeout());
        worker.call(
                () -> {
                    entries.put(key, entry);
                    Exception failure = settle(entry);
                    if (failure != null) {
                        if (strict && isFatal(failure)) {
                            entries.remove(key);
                            throw failed(entry.what, failure);
                        }
                        retryLater(entry.what, failure);
                    }
                    return true;
                });
    }

    private void drop(Object key, Entry entry) {
        worker.call(
                () -> {
                    entry.wanted = false;
                    entries.put(key, entry);
                    Exception failure = settle(entry);
                    if (failure == null) {
                        entries.remove(key);
                    } else {
                        retryLater(entry.what, failure);
                    }
                    return true;
                });
    }

    @Override
    public void subscribe(URL consumer, NotifyListener listener) {
        if (!options.subscribe()) {
            return;
        }
        requireInterface(consumer);
        Subscription subscription = new Subscription(consumer, listener, worker.notifiers());
        awaitFirstContact(
                hasSnapshot(subscription) ? PATIENCE_WITH_SNAPSHOT : options.connectTimeout());
        if (worker.call(() -> add(new Subscriber(consumer, listener), subscription))) {
            subscription.drain();
        }
    }

    private boolean add(Subscriber subscriber, Subscription subscription) {
        if (subscriptions.putIfAbsent(subscriber, subscription) != null) {
            return false;
        }
        Exception failure = null;
        for (Target target : subscription.targets()) {
            Watched place = watched.computeIfAbsent(target, Watched::new);
            place.subscriptions.add(subscription);
            if (place.fresh) {
                give(subscription, place, false);
            } else if (failure == null) {
                failure = refresh(place);
            }
        }
        if (failure != null) {
            String what = "subscribe " + subscription.consumer();
            boolean served = serveFromSnapshot(subscription);
            if (!served && strict(subscription.consumer()) && isFatal(failure)) {
                remove(subscriber);
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
                    remove(new Subscriber(consumer, listener));
                    return true;
                });
    }

    private void remove(Subscriber subscriber) {
        Subscription subscription = subscriptions.remove(subscriber);
        if (subscription == null) {
            return;
        }
        subscription.close();
        for (Target target : subscription.targets()) {
            Watched place = watched.get(target);
            if (place != null) {
                place.subscriptions.remove(subscription);
                if (place.subscriptions.isEmpty()) {
                    watched.remove(target);
                    backend.forget(target);
                }
            }
        }
    }

    private boolean hasSnapshot(Subscription subscription) {
        if (snapshot == null) {
            return false;
        }
        Target first = subscription.targets().get(0);
        List<URL> urls = snapshot.get(subscription.consumer(), first.category());
        return urls != null && (!first.category().equals(Categories.PROVIDERS) || !urls.isEmpty());
    }

    private boolean serveFromSnapshot(Subscription subscription) {
        if (snapshot == null || !hasSnapshot(subscription)) {
            return false;
        }
        LOG.warn(
                "registry {} cannot be asked: {} gets the lists of the last snapshot",
                name,
                subscription.consumer());
        for (Target target : subscription.targets()) {
            String category = target.category();
            if (!subscription.knows(category)) {
                List<URL> urls = snapshot.get(subscription.consumer(), category);
                subscription.offer(
                        category,
                        urls == null
                                ? List.of()
                                : urls.stream().filter(subscription::accepts).toList(),
                        false);
            }
        }
        return true;
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
        if (!online) {
            return;
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (!entry.settled && endsRound(entry.what, settle(entry))) {
                return;
            }
        }
        entries.values().removeIf(entry -> entry.settled && !entry.wanted);
        for (Watched place : List.copyOf(watched.values())) {
            if (!place.fresh && endsRound("look up " + place.target, refresh(place))) {
                return;
            }
        }
    }

    private boolean endsRound(String what, @Nullable Exception failure) {
        if (failure == null) {
            return false;
        }
        retryLater(what, failure);
        return failure instanceof IOException;
    }

    private @Nullable Exception settle(Entry entry) {
        entry.settled = false;
        Exception failure = attempt(entry.wanted ? entry.put : entry.remove);
        entry.settled = failure == null;
        return failure;
    }

    private @Nullable Exception refresh(Watched place) {
        return attempt(
                () -> {
                    place.urls = place.reader.read(backend.list(place.target));
                    place.fresh = true;
                    for (Subscription subscription : place.subscriptions) {
                        give(subscription, place, !place.reconnected);
                    }
                    place.reconnected = false;
                });
    }

    private void give(Subscription subscription, Watched place, boolean onlyIfNew) {
        String category = place.target.category();
        List<URL> urls = place.urls.stream().filter(subscription::accepts).toList();
        if (urls.isEmpty()
                && options.emptyProtection()
                && category.equals(Categories.PROVIDERS)
                && subscription.hasSome(category)) {
            LOG.warn(
                    "registry {} has no provider left for {}; the last list stays in use"
                            + " (enable-empty-protection)",
                    name,
                    subscription.consumer());
            return;
        }
        subscription.offer(category, urls, onlyIfNew);
        if (snapshot != null) {
            snapshot.put(subscription.consumer(), category, urls);
            worker.later(DurableRegistry.class, SAVE_DELAY, this::save);
        }
    }

    private void save() {
        if (snapshot != null && !snapshot.save()) {
            worker.later(DurableRegistry.class, SAVE_DELAY, this::save);
        }
    }

    private @Nullable Exception attempt(Action action) {
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
        worker.later(Entry.class, options.retryPeriod(), this::reconcile);
    }

    private boolean strict(URL url) {
        return options.check() && url.getParameter("check", true);
    }

    private boolean isFatal(Exception failure) {
        return !met || !(failure instanceof IOException);
    }

    private RpcException failed(String what, Exception failure) {
        return new RpcException(
                StatusCode.REGISTRY,
                "registry "
                        + name
                        + (met ? " refused to " : " cannot be reached to ")
                        + what
                        + ": "
                        + failure.getMessage()
                        + (met
                                ? "; see its log and its access rights"
                                : "; start it or correct the address,"
                                        + " or go on without it: check=false"),
                failure);
    }

    private void requireInterface(URL url) {
        String serviceInterface = url.getServiceInterface();
        if (serviceInterface.isEmpty() || serviceInterface.equals("*")) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "registry "
                            + name
                            + ": '"
                            + url
                            + "' names the interface '"
                            + serviceInterface
                            + "' (expected: one interface)");
        }
    }

    @Override
    public @Nullable ApplicationRegistry applications() {
        ApplicationEntries applications = backend.applications();
        return applications == null ? null : new Applications(applications);
    }

    @Override
    public void close() {
        worker.close(
                () -> {
                    subscriptions.values().forEach(Subscription::close);
                    online = false;
                },
                backend::close);
        if (snapshot != null) {
            snapshot.save();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private record Subscriber(URL consumer, NotifyListener listener) {}

    /** Something wanted on, or off, the server. */
    private static final class Entry {
        private final String what;
        private final Action put;
        private final Action remove;
        private boolean wanted = true;
        private boolean settled;

        private Entry(String what, Action put, Action remove) {
            this.what = what;
            this.put = put;
            this.remove = remove;
        }
    }

    /** A place that somebody wants to know about. */
    private static final class Watched {
        private final Target target;
        private final EntryReader reader;
        private final Set<Subscription> subscriptions = new LinkedHashSet<>();
        private List<URL> urls = List.of();
        private boolean fresh;
        private boolean reconnected;

        private Watched(Target target) {
            this.target = target;
            this.reader = new EntryReader(target);
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
            if (options.register()) {
                keep(key(instance), entry("publish ", instance, names), options.check());
            }
        }

        @Override
        public void withdraw(ApplicationInstance instance) {
            if (options.register()) {
                drop(key(instance), entry("withdraw ", instance, Set.of()));
            }
        }

        private Object key(ApplicationInstance instance) {
            return List.of(instance.application(), instance.id());
        }

        private Entry entry(String verb, ApplicationInstance instance, Set<String> names) {
            return new Entry(
                    verb + instance,
                    () -> applications.publish(instance, names),
                    () -> applications.withdraw(instance));
        }
    }

    /** Carries what the backend reports over to the worker. */
    private final class Reports implements RegistryBackend.Events {
        @Override
        public void connected() {
            met = true;
            online = true;
            worker.execute(
                    () -> {
                        LOG.info("registry {} connected", name);
                        entries.values().forEach(entry -> entry.settled = false);
                        for (Watched place : watched.values()) {
                            place.fresh = false;
                            place.reconnected = true;
                        }
                        reconcile();
                    });
        }

        @Override
        public void disconnected() {
            online = false;
            LOG.warn("registry {} lost; the last lists stay in use", name);
        }

        @Override
        public void changed(Target target) {
            worker.execute(
                    () -> {
                        Watched place = watched.get(target);
                        if (place != null) {
                            place.fresh = false;
                            reconcile();
                        }
                    });
        }
    }
}
