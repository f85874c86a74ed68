package io.redub.registry;

import io.redub.registry.RegistryBackend.Item;
import io.redub.registry.RegistryBackend.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to know which texts, and what was last seen there. Watches of one text share one
 * question to the server. Touched by the worker thread only.
 */
final class ItemWatches {
    private static final Logger LOG = LoggerFactory.getLogger(ItemWatches.class);

    private final @Nullable Items items;
    private final Map<Item, Place> places = new LinkedHashMap<>();

    ItemWatches(@Nullable Items items) {
        this.items = items;
    }

    void add(Watch watch) {
        Place place = places.computeIfAbsent(watch.item, item -> new Place());
        place.watches.add(watch);
        if (place.fresh) {
            watch.offer(place.text);
        }
    }

    void remove(Watch watch) {
        watch.close();
        Place place = places.get(watch.item);
        if (place != null && place.watches.remove(watch) && place.watches.isEmpty()) {
            places.remove(watch.item);
            if (items != null) {
                items.forget(watch.item);
            }
        }
    }

    /** The texts of which the server must be asked. */
    List<Item> stale() {
        return places.entrySet().stream()
                .filter(entry -> !entry.getValue().fresh)
                .map(Map.Entry::getKey)
                .toList();
    }

    void markStale(Item item) {
        Place place = places.get(item);
        if (place != null) {
            place.fresh = false;
        }
    }

    void markAllStale() {
        places.values().forEach(place -> place.fresh = false);
    }

    /** Asks the server and tells the watches. */
    void refresh(Item item) throws Exception {
        Place place = places.get(item);
        if (place == null || items == null) {
            return;
        }
        place.text = items.readAndWatch(item);
        place.fresh = true;
        place.watches.forEach(watch -> watch.offer(place.text));
    }

    void close() {
        places.values().forEach(place -> place.watches.forEach(Watch::close));
    }

    private static final class Place {
        private final List<Watch> watches = new ArrayList<>();
        private @Nullable String text;
        private boolean fresh;
    }

    /**
     * One listener and the text it has still to hear of, at most the newest. As with a {@link
     * Subscription}, one thread at a time calls the listener, and the watching thread begins.
     */
    static final class Watch {
        private final Item item;
        private final Consumer<@Nullable String> listener;
        private final Executor executor;
        private @Nullable String offered;
        private boolean pending;
        private boolean told;
        private boolean delivering = true;
        private boolean closed;

        Watch(Item item, Consumer<@Nullable String> listener, Executor executor) {
            this.item = item;
            this.listener = listener;
            this.executor = executor;
        }

        private synchronized void offer(@Nullable String text) {
            if (closed || told && Objects.equals(text, offered)) {
                return;
            }
            told = true;
            offered = text;
            pending = true;
            if (!delivering) {
                delivering = true;
                executor.execute(this::drain);
            }
        }

        void drain() {
            while (true) {
                String next;
                synchronized (this) {
                    if (closed || !pending) {
                        delivering = false;
                        return;
                    }
                    pending = false;
                    next = offered;
                }
                try {
                    listener.accept(next);
                } catch (RuntimeException | LinkageError | AssertionError e) {
                    LOG.error("the listener of {} failed; it keeps what it had", item, e);
                }
            }
        }

        private synchronized void close() {
            closed = true;
        }
    }
}
