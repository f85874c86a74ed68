package io.redub.registry;

import io.redub.cluster.Directory;
import io.redub.cluster.ProviderList;
import io.redub.cluster.ProviderNode;
import io.redub.cluster.ZoneAwareCluster;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one service as the registries tell them. Calls read one volatile field; each
 * notification makes a new list from nodes that stay and nodes that are new, swaps it in, and only
 * then closes the nodes that left. While a registry is down its last list stands.
 */
public final class RegistryDirectory implements Directory {
    /** Makes of provider URLs what a cluster works on. */
    public interface Nodes {
        /** Whether a provider with this URL can be called from here at all. */
        boolean accepts(URL provider);

        /**
         * A node for the provider; connecting goes on in the background.
         *
         * @param known the node it has so far; may be returned
         * @return null if a rule says that the provider is not to be called
         */
        @Nullable Node open(URL provider, @Nullable Node known);

        /** The list of these nodes, with the policies that follow from their URLs. */
        ProviderList list(Directory directory, List<Node> nodes, String emptyReason);

        /** What a registry has in another category than that of providers. */
        default void told(Registry registry, String category, List<URL> urls) {}

        /** The nodes of a list that is in use now. */
        default void listed(List<Node> nodes) {}
    }

    /** A provider node that belongs to this directory. */
    public interface Node extends ProviderNode, AutoCloseable {
        /** What the provider says of itself, as it is in the registry. */
        @Override
        URL offer();

        @Override
        void close();
    }

    private static final Logger log = LoggerFactory.getLogger(RegistryDirectory.class);

    private final URL consumer;
    private final Nodes nodes;
    private final Map<Registry, NotifyListener> registries = new LinkedHashMap<>();
    private final Map<Registry, List<URL>> told = new LinkedHashMap<>();
    private Map<String, Node> open = new LinkedHashMap<>();
    private boolean closed;
    private volatile ProviderList list;

    /**
     * @param consumer the URL to subscribe with
     */
    public RegistryDirectory(URL consumer, Nodes nodes) {
        this.consumer = consumer;
        this.nodes = nodes;
        this.list = nodes.list(this, List.of(), "the registry has not answered yet");
    }

    /** Subscribes at a registry; its providers are known when this returns, if it is reachable. */
    public void subscribe(Registry registry) {
        NotifyListener listener =
                (category, urls) -> {
                    if (category.equals(Categories.PROVIDERS)) {
                        changed(registry, urls);
                    } else {
                        nodes.told(registry, category, urls);
                    }
                };
        synchronized (this) {
            registries.put(registry, listener);
        }
        registry.subscribe(consumer, listener);
    }

    private void changed(Registry registry, List<URL> providers) {
        synchronized (this) {
            if (closed) {
                return;
            }
            URL from = registry.address();
            told.put(
                    registry,
                    providers.stream().map(url -> ZoneAwareCluster.marked(url, from)).toList());
        }
        log.info("{} has {} providers", service(), remake());
    }

    /**
     * Makes nodes and list anew, of the same providers: rules have changed. What {@link Nodes}
     * throws leaves everything as it was.
     */
    public void refresh() {
        remake();
    }

    private int remake() {
        List<Node> gone = new ArrayList<>();
        List<Node> now;
        synchronized (this) {
            if (closed) {
                return 0;
            }
            Map<String, Node> next = new LinkedHashMap<>();
            int offered = 0;
            boolean made = false;
            try {
                for (List<URL> urls : told.values()) {
                    offered += urls.size();
                    for (URL url : urls) {
                        keepOrOpen(url, next);
                    }
                }
                // First what may fail, then the swap: a list that cannot be made changes nothing.
                list = nodes.list(this, List.copyOf(next.values()), emptyReason(offered));
                made = true;
            } finally {
                // Those that are left, or those that were opened for nothing.
                Map<String, Node> stay = made ? next : open;
                for (Map.Entry<String, Node> entry : (made ? open : next).entrySet()) {
                    if (stay.get(entry.getKey()) != entry.getValue()) {
                        gone.add(entry.getValue());
                    }
                }
                if (!made) {
                    gone.forEach(Node::close);
                }
            }
            open = next;
            now = List.copyOf(next.values());
        }
        gone.forEach(Node::close);
        nodes.listed(now);
        return now.size();
    }

    private String emptyReason(int offered) {
        if (told.isEmpty()) {
            return "the registry has not answered yet";
        }
        return offered == 0
                ? "none is registered (or all have left)"
                : "none of the "
                        + offered
                        + " registered may be called (rules disable them, or they"
                        + " speak no protocol of this consumer)";
    }

    private void keepOrOpen(URL url, Map<String, Node> next) {
        String key = url.toString();
        if (next.containsKey(key)) {
            return;
        }
        Node known = open.get(key);
        if (known != null || nodes.accepts(url)) {
            try {
                Node node = nodes.open(url, known);
                if (node != null) {
                    next.put(key, node);
                }
            } catch (RuntimeException e) {
                log.warn("Provider {} is left out: {}", url.getAddress(), e.getMessage(), e);
            }
        }
    }

    @Override
    public String service() {
        return consumer.getServiceKey();
    }

    @Override
    public ProviderList list() {
        return list;
    }

    @Override
    public void close() {
        Map<Registry, NotifyListener> subscribed;
        Map<String, Node> last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            subscribed = new LinkedHashMap<>(registries);
            last = open;
            open = new LinkedHashMap<>();
            list = nodes.list(this, List.of(), "the reference is closed");
        }
        subscribed.forEach((registry, listener) -> registry.unsubscribe(consumer, listener));
        last.values().forEach(Node::close);
    }
}
