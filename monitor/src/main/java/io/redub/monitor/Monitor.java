package io.redub.monitor;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The statistics of everything one process exports and refers. Thread-safe. Bounded by the number
 * of methods that are exported or referred.
 */
public final class Monitor {
    private final Collection<MethodStatistics> all = new CopyOnWriteArrayList<>();

    /** A filter that counts the calls of one service; its statistics are listed here. */
    public MonitorFilter filter(ServiceModel service) {
        List<MethodModel> methods = service.methods();
        MethodStatistics[] statistics = new MethodStatistics[methods.size()];
        for (MethodModel method : methods) {
            statistics[method.index()] =
                    new MethodStatistics(service.interfaceName(), method.name());
        }
        all.addAll(List.of(statistics));
        return new MonitorFilter(statistics);
    }

    /** Statistics of every method known, called or not. */
    public Collection<MethodStatistics> statistics() {
        return all;
    }
}
