package io.redub.monitor;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The statistics of everything one process exports and refers. Thread-safe. Bounded by the number
 * of methods that are exported or referred.
 */
public final class Monitor {
    private final Collection<MethodStatistics> all = new CopyOnWriteArrayList<>();
    private final Map<CounterName, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<CounterName, LongSupplier> gauges = new ConcurrentHashMap<>();
    private final List<Consumer<MethodStatistics>> watchers = new ArrayList<>();
    private final Map<CounterName, Figure> figures = new LinkedHashMap<>();
    private final List<Consumer<Figure>> figureWatchers = new ArrayList<>();

    /** A filter that counts the calls of one service; its statistics are listed here. */
    public synchronized MonitorFilter filter(Side side, ServiceModel service) {
        List<MethodModel> methods = service.methods();
        MethodStatistics[] statistics = new MethodStatistics[methods.size()];
        for (MethodModel method : methods) {
            statistics[method.index()] =
                    new MethodStatistics(side, service.interfaceName(), method.name());
        }
        List<MethodStatistics> added = List.of(statistics);
        all.addAll(added);
        watchers.forEach(watcher -> added.forEach(watcher));
        return new MonitorFilter(statistics);
    }

    /** Hands over the statistics of every method known, now, and of every later one. */
    public synchronized void watch(Consumer<MethodStatistics> watcher) {
        watchers.add(watcher);
        all.forEach(watcher);
    }

    /**
     * A counter of a service, such as {@code cache.hits}; one for each name, whoever asks. Bounded
     * by the services and the features that count.
     */
    public LongAdder counter(String service, String name) {
        CounterName key = new CounterName(service, name);
        LongAdder counter = counters.computeIfAbsent(key, absent -> new LongAdder());
        known(new Figure(key, true, counter::sum));
        return counter;
    }

    /** All counters, now. */
    public Map<CounterName, LongAdder> counters() {
        return Map.copyOf(counters);
    }

    /** A figure of a service that is read when it is asked for; the last one of a name counts. */
    public void gauge(String service, String name, LongSupplier figure) {
        CounterName key = new CounterName(service, name);
        gauges.put(key, figure);
        known(new Figure(key, false, () -> gauges.getOrDefault(key, figure).getAsLong()));
    }

    /** All gauges, now. */
    public Map<CounterName, LongSupplier> gauges() {
        return Map.copyOf(gauges);
    }

    /** Which counter or gauge of which service. */
    public record CounterName(String service, String name) {}

    /**
     * A counter or a gauge.
     *
     * @param counts whether it only grows
     * @param value reads it, now; cheap
     */
    public record Figure(CounterName name, boolean counts, LongSupplier value) {}

    private synchronized void known(Figure figure) {
        if (figures.putIfAbsent(figure.name(), figure) == null) {
            figureWatchers.forEach(watcher -> watcher.accept(figure));
        }
    }

    /** Hands over every counter and gauge known, now, and every later one, each once. */
    public synchronized void watchFigures(Consumer<Figure> watcher) {
        figureWatchers.add(watcher);
        figures.values().forEach(watcher);
    }

    /** Statistics of every method known, called or not. */
    public Collection<MethodStatistics> statistics() {
        return all;
    }
}
