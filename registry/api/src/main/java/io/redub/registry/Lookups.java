package io.redub.registry;

import io.redub.registry.RegistryBackend.Target;
import io.redub.url.URL;
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
 * Who wants to know about which places, and what was last seen there. Subscriptions of one place
 * share one question to the server. Touched by the worker thread only, except {@link #hasSnapshot}.
 */
final class Lookups {
    private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

    private final String registry;
    private final boolean emptyProtection;
    private final RegistryBackend backend;
    private final @Nullable SnapshotFile snapshot;
    private final Map<Target, Place> places = new LinkedHashMap<>();
    private final Map<Subscriber, Subscription> subscriptions = new HashMap<>();

    Lookups(
            String registry,
            boolean emptyProtection,
            RegistryBackend backend,
            @Nullable SnapshotFile snapshot) {
        this.registry = registry;
        this.emptyProtection = emptyProtection;
        this.backend = backend;
        this.snapshot = snapshot;
    }

    /** False if this subscriber is there already. */
    boolean add(Subscriber subscriber, Subscription subscription) {
        if (subscriptions.putIfAbsent(subscriber, subscription) != null) {
            return false;
        }
        for (Target target : subscription.targets()) {
            Place place = places.computeIfAbsent(target, Place::new);
            place.subscriptions.add(subscription);
            if (place.fresh) {
                give(subscription, place, false);
            }
        }
        return true;
    }

    void remove(Subscriber subscriber) {
        Subscription subscription = subscriptions.remove(subscriber);
        if (subscription == null) {
            return;
        }
        subscription.close();
        for (Target target : subscription.targets()) {
            Place place = places.get(target);
            if (place != null
                    && place.subscriptions.remove(subscription)
                    && place.subscriptions.isEmpty()) {
                places.remove(target);
                backend.forget(target);
            }
        }
    }

    void close() {
        subscriptions.values().forEach(Subscription::close);
    }

    /** The places of which the server must be asked. */
    List<Target> stale() {
        return places.values().stream().filter(place -> !place.fresh).map(p -> p.target).toList();
    }

    void markStale(Target target) {
        Place place = places.get(target);
        if (place != null) {
            place.fresh = false;
        }
    }

    /** After a reconnection everybody is told again, even of an equal list. */
    void markAllStale() {
        for (Place place : places.values()) {
            place.fresh = false;
            place.tellAgain = true;
        }
    }

    /** Asks the server and tells the subscriptions. */
    void refresh(Target target) throws Exception {
        Place place = places.get(target);
        if (place == null) {
            return;
        }
        place.urls = place.reader.read(backend.list(target));
        place.fresh = true;
        for (Subscription subscription : place.subscriptions) {
            give(subscription, place, !place.tellAgain);
        }
        place.tellAgain = false;
    }

    private void give(Subscription subscription, Place place, boolean onlyIfNew) {
        String category = place.target.category();
        List<URL> urls = place.urls.stream().filter(subscription::accepts).toList();
        if (urls.isEmpty()
                && emptyProtection
                && category.equals(Categories.PROVIDERS)
                && subscription.hasSome(category)) {
            LOG.warn(
                    "registry {} has no provider left for {}; the last list stays in use"
                            + " (enable-empty-protection)",
                    registry,
                    subscription.consumer());
            return;
        }
        subscription.offer(category, urls, onlyIfNew);
        if (snapshot != null) {
            snapshot.put(subscription.consumer(), category, urls);
        }
    }

    /** Whether the snapshot knows what the subscription is first of all about. */
    boolean hasSnapshot(Subscription subscription) {
        if (snapshot == null) {
            return false;
        }
        String first = subscription.targets().get(0).category();
        List<URL> urls = snapshot.get(subscription.consumer(), first);
        return urls != null && (!first.equals(Categories.PROVIDERS) || !urls.isEmpty());
    }

    /** Tells from the snapshot what the server did not; false if the snapshot does not know. */
    boolean serveFromSnapshot(Subscription subscription) {
        if (snapshot == null || !hasSnapshot(subscription)) {
            return false;
        }
        LOG.warn(
                "registry {} cannot be asked: {} gets the lists of the last snapshot",
                registry,
                subscription.consumer());
        for (Target target : subscription.targets()) {
            String category = target.category();
            if (!subscription.knows(category)) {
                List<URL> urls = snapshot.get(subscription.consumer(), category);
                List<URL> accepted =
                        urls == null
                                ? List.of()
                                : urls.stream().filter(subscription::accepts).toList();
                subscription.offer(category, accepted, false);
            }
        }
        return true;
    }

    record Subscriber(URL consumer, NotifyListener listener) {}

    private static final class Place {
        private final Target target;
        private final EntryReader reader;
        private final Set<Subscription> subscriptions = new LinkedHashSet<>();
        private List<URL> urls = List.of();
        private boolean fresh;
        private boolean tellAgain;

        private Place(Target target) {
            this.target = target;
            this.reader = new EntryReader(target);
        }
    }
}
