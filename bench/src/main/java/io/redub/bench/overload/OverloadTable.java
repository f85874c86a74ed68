package io.redub.bench.overload;

import io.redub.bench.Machine;
import io.redub.bench.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Runs all loads on all providers, which take turns, and writes what was seen as Markdown. */
final class OverloadTable {
    /** The sustainable load: so much of what the service can do. */
    private static final double SUSTAINABLE = 0.8 * BusyDesk.CAPACITY;

    private static final List<Integer> LOADS = List.of(1, 2, 5, 10);

    private static final String COLUMNS =
            "| load | provider | core calls/s | answered in time/s | % of its peak | p50 ms | p99 ms"
                    + " | × p99 at 1× | refused % | late % | other calls answered/s | refused %"
                    + " | heap MB |\n"
                    + "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";

    private final int rounds;
    private final Duration counted;
    private final Duration warmUp;
    private final Map<Provider, Map<Integer, List<Overloaded.Seen>>> seen =
            new EnumMap<>(Provider.class);

    private OverloadTable(int rounds, Duration counted) {
        this.rounds = rounds;
        this.counted = counted;
        this.warmUp = counted.dividedBy(2);
    }

    static OverloadTable measure(int rounds, Duration counted, Consumer<String> progress)
            throws IOException {
        OverloadTable table = new OverloadTable(rounds, counted);
        Map<Provider, Overloaded> running = new EnumMap<>(Provider.class);
        try {
            for (Provider provider : Provider.values()) {
                Overloaded started = Overloaded.start(provider);
                running.put(provider, started);
                started.run(SUSTAINABLE, table.warmUp, table.warmUp);
            }
            for (int round = 1; round <= rounds; round++) {
                for (int load : LOADS) {
                    for (Map.Entry<Provider, Overloaded> each : running.entrySet()) {
                        Provider provider = each.getKey();
                        progress.accept(
                                "round " + round + " " + provider.label() + " " + load + "×");
                        table.add(
                                provider,
                                load,
                                each.getValue().run(load * SUSTAINABLE, table.warmUp, counted));
                    }
                }
            }
        } finally {
            for (Overloaded each : running.values()) {
                each.close();
            }
        }
        return table;
    }

    private void add(Provider provider, int load, Overloaded.Seen what) {
        seen.computeIfAbsent(provider, any -> new TreeMap<>())
                .computeIfAbsent(load, any -> new ArrayList<>())
                .add(what);
    }

    String markdown() {
        StringBuilder out = new StringBuilder(header()).append('\n').append(COLUMNS);
        for (int load : LOADS) {
            for (Provider provider : Provider.values()) {
                out.append(row(provider, load));
            }
        }
        return out.toString();
    }

    /** Calls that failed neither as refused nor as late. */
    double surprises() {
        return seen.values().stream()
                .flatMap(loads -> loads.values().stream())
                .flatMap(List::stream)
                .mapToDouble(each -> each.outcome().surprises())
                .sum();
    }

    private String row(Provider provider, int load) {
        double good = median(provider, load, each -> each.outcome().good());
        double peak =
                LOADS.stream()
                        .mapToDouble(any -> median(provider, any, each -> each.outcome().good()))
                        .max()
                        .orElse(1);
        double p99 = median(provider, load, each -> each.outcome().p99());
        return String.format(
                Locale.ROOT,
                "| %d× | %s | %,.0f | %,.0f | %.0f | %,.0f | %,.0f | %.1f | %.1f | %.1f | %,.0f"
                        + " | %.1f | %.0f |%n",
                load,
                provider.label(),
                median(provider, load, each -> each.outcome().offered()),
                good,
                100 * good / peak,
                median(provider, load, each -> each.outcome().p50()),
                p99,
                p99 / median(provider, 1, each -> each.outcome().p99()),
                100 * median(provider, load, each -> each.outcome().refused()),
                100 * median(provider, load, each -> each.outcome().late()),
                median(provider, load, each -> each.outcome().restGood()),
                100 * median(provider, load, each -> each.outcome().restRefused()),
                median(provider, load, Overloaded.Seen::heap));
    }

    private double median(Provider provider, int load, ToDoubleFunction<Overloaded.Seen> figure) {
        double[] sorted =
                seen.getOrDefault(provider, Map.of()).getOrDefault(load, List.of()).stream()
                        .mapToDouble(figure)
                        .sorted()
                        .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private String header() {
        return """
                Machine: %s, flags %s.

                Each provider is a JVM of its own with its defaults (200 threads), called over \
                loopback by Redub's consumer in another JVM (time-out %d ms, no retries). A call \
                takes a little processor time, then one of %d connections to something slower for \
                %d ms in the mean (10 ms, the rest exponential): %d calls/s at most. 1× is 80 %% of \
                that. Calls come at random times and do not wait for each other; latencies count \
                from when a call was due. %.0f %% are core calls (priority critical), the others \
                normal and sheddable, half and half; Dubbo has no such classes. %d round(s); in \
                each, the providers take turns at each load, %d s that count after %d s that do \
                not. Latencies are those of the core calls that were answered; heap is what the \
                provider's heap holds after a collection while the load goes on. Medians.
                """
                .formatted(
                        Machine.describe(),
                        String.join(" ", Peer.JVM_FLAGS),
                        OverloadPeer.TIMEOUT.toMillis(),
                        BusyDesk.CONNECTIONS,
                        BusyDesk.MEAN_MILLIS,
                        BusyDesk.CAPACITY,
                        100 * OpenLoop.CORE,
                        rounds,
                        counted.toSeconds(),
                        warmUp.toSeconds());
    }
}
