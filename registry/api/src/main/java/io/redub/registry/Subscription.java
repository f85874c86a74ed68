package io.redub.registry;

import io.redub.registry.RegistryBackend.Target;
import io.redub.url.URL;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener and the lists it has still to hear of: at most the newest per category.
 *
 * <p>Concurrency: whoever finds {@code delivering} false sets it and then drains; so one thread at
 * a time calls the listener, and none is held up by another. It starts out true: the subscribing
 * thread delivers the first lists itself.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final URL consumer;
    private final NotifyListener listener;
    private final List<Target> targets;
    private final Executor executor;
    private final Map<String, List<URL>> pending = new LinkedHashMap<>();
    private final Map<String, List<URL>> offered = new HashMap<>();
    private boolean delivering = true;
    private boolean closed;

    Subscription(URL consumer, NotifyListener listener, Executor executor) {
        this.consumer = consumer;
        this.listener = listener;
        this.executor = executor;
        this.targets =
                Categories.subscribedBy(consumer).stream()
                        .map(category -> new Target(consumer.getServiceInterface(), category))
                        .toList();
    }

    URL consumer() {
        return consumer;
    }

    List<Target> targets() {
        return targets;
    }

    boolean accepts(URL entry) {
        return ServiceMatch.accepts(consumer, entry);
    }

    /** Whether the listener was, or is about to be, told of this category. */
    synchronized boolean knows(String category) {
        return offered.containsKey(category);
    }

    /** Whether the last list of this category had something in it. */
    synchronized boolean hasSome(String category) {
        return !offered.getOrDefault(category, List.of()).isEmpty();
    }

    /** Has the list delivered, unless {@code onlyIfNew} and it is the one offered last. */
    synchronized void offer(String category, List<URL> urls, boolean onlyIfNew) {
        if (closed || (onlyIfNew && urls.equals(offered.get(category)))) {
            return;
        }
        offered.put(category, urls);
        pending.put(category, urls);
        if (!delivering) {
            delivering = true;
            executor.execute(this::drain);
        }
    }

    /** Calls the listener until nothing is pending. The caller must own {@code delivering}. */
    void drain() {
        while (true) {
            Map.Entry<String, List<URL>> next;
            synchronized (this) {
                Iterator<Map.Entry<String, List<URL>>> first = pending.entrySet().iterator();
                if (closed || !first.hasNext()) {
                    delivering = false;
                    return;
                }
                next = Map.Entry.copyOf(first.next());
                first.remove();
            }
            try {
                listener.notify(next.getKey(), next.getValue());
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.error(
                        "the listener of {} failed on {} {}; it keeps what it had",
                        consumer,
                        next.getValue().size(),
                        next.getKey(),
                        e);
            }
        }
    }

    synchronized void close() {
        closed = true;
        pending.clear();
    }
}
