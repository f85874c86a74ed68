package io.redub.protocol.web;

import io.redub.web.WebRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of one protocol on one port, each at its path. Thread-safe: requests see an
 * immutable snapshot, services come and go under a lock.
 */
public final class ServicePaths<S extends PathService> {
    private final Consumer<Collection<S>> changed;

    /** Services whose stop was announced and that are still here, by identity. */
    private final Set<S> leaving = new HashSet<>();

    private volatile Map<String, S> services = Map.of();
    private volatile boolean stopping;

    public ServicePaths() {
        this(services -> {});
    }

    /**
     * @param changed told which services are here, under the lock, whenever one came or went
     */
    public ServicePaths(Consumer<Collection<S>> changed) {
        this.changed = changed;
    }

    /**
     * The service that a path means: it is its key, or a part of it of which headers say more, and
     * the query, as Dubbo's consumers have it.
     *
     * @param path without the slash in front
     * @param asksQuery whether the query may say the group and the version
     */
    public @Nullable S find(String path, WebRequest request, boolean asksQuery) {
        String group = said(CallHeaders.GROUP, "group", request, asksQuery);
        String version = said(CallHeaders.VERSION, "version", request, asksQuery);
        Map<String, S> known = services;
        if (group == null && version == null) {
            return known.get(path);
        }
        return known.get(
                (group == null ? "" : group + "/") + path + (version == null ? "" : ":" + version));
    }

    private static @Nullable String said(
            String header, String parameter, WebRequest request, boolean asksQuery) {
        String value = request.header(header);
        return value != null || !asksQuery ? value : request.query(parameter);
    }

    /** The paths, for whoever asks for another one. */
    String offers() {
        return String.join(", ", services.keySet().stream().map(key -> "/" + key).toList());
    }

    boolean isEmpty() {
        return services.isEmpty();
    }

    boolean contains(String key) {
        return services.containsKey(key);
    }

    synchronized void add(S service) {
        Map<String, S> copy = new LinkedHashMap<>(services);
        copy.put(service.key(), service);
        change(copy);
        stopping = false;
    }

    synchronized void remove(S service) {
        Map<String, S> copy = new LinkedHashMap<>(services);
        copy.remove(service.key(), service);
        change(copy);
        leaving.remove(service);
        stopIfAllDo();
    }

    private void change(Map<String, S> copy) {
        services = copy;
        changed.accept(copy.values());
    }

    synchronized void announceStop(S service) {
        leaving.add(service);
        stopIfAllDo();
    }

    private void stopIfAllDo() {
        stopping = leaving.containsAll(services.values());
    }

    /**
     * Whether connections end with their next answer. They are shared: that is so once every
     * service here is stopping.
     */
    boolean isStopping() {
        return stopping;
    }
}
