package io.redub.bench.overload;

import io.redub.bench.Machine;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Runs all loads on all providers, which take turns, and writes what was seen as Markdown. */
final class OverloadTable {
    /** The sustainable load: so much of what the service can do. */
    private static final double SUSTAINABLE = 0.8 * Provider.CAPACITY;

    private static final List<Integer> LOADS = List.of(1, 2, 5, 10);

    /** At ten times the load: so much of the peak, */
    private static final double OF_PEAK = 0.9;

    /** with a p99 of at most so many times that under the sustainable load, */
    private static final double SLOWER = 2;

    /** and so much more in all heaps together. */
    private static final int FLAT_MEGABYTES = 20;

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
        Path folder = Files.createTempDirectory("redub-overload");
        try (EmbeddedZooKeeper registry = EmbeddedZooKeeper.start(folder, 0)) {
            try {
                table.measure(running, "zookeeper://" + registry.connectString(), progress);
            } finally {
                for (Overloaded each : running.values()) {
                    each.close();
                }
            }
        } finally {
            remove(folder);
        }
        return table;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void measure(
            Map<Provider, Overloaded> running, String registry, Consumer<String> progress)
            throws IOException {
        for (Provider provider : Provider.values()) {
            progress.accept("starting " + provider.label());
            Overloaded started = new Overloaded(provider, registry);
            running.put(provider, started);
            // To where what it compiles is compiled, and limits are found.
            started.run(SUSTAINABLE, warmUp, warmUp);
            started.run(2 * SUSTAINABLE, warmUp, warmUp);
        }
        for (int round = 1; round <= rounds; round++) {
            for (int load : LOADS) {
                for (Map.Entry<Provider, Overloaded> each : running.entrySet()) {
                    Provider provider = each.getKey();
                    progress.accept("round " + round + " " + provider.label() + " " + load + "×");
                    add(provider, load, each.getValue().run(load * SUSTAINABLE, warmUp, counted));
                }
            }
        }
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
        out.append('\n');
        for (Provider provider : Provider.values()) {
            out.append(verdict(provider));
        }
        return out.toString();
    }

    /** Whether the provider is at the highest load what it should be. */
    private String verdict(Provider provider) {
        int most = LOADS.get(LOADS.size() - 1);
        double ofPeak = median(provider, most, each -> each.outcome().good()) / peak(provider);
        if (ofPeak == 0) {
            return "- " + provider.label() + " at " + most + "×: no core call was answered.\n";
        }
        double slower = p99(provider, most) / p99(provider, 1);
        double heap =
                median(provider, most, Overloaded.Seen::heap)
                        - median(provider, 1, Overloaded.Seen::heap);
        boolean flat = heap <= FLAT_MEGABYTES;
        boolean met = ofPeak >= OF_PEAK && slower <= SLOWER && flat;
        return String.format(
                Locale.ROOT,
                "- %s at %d×: %s. %.0f %% of its peak (bar: %.0f), p99 %.1f times that at 1× (bar:"
                        + " %.0f), heaps %+.0f MB (bar: %d).%n",
                provider.label(),
                most,
                met ? "**meets the bar**" : "misses the bar",
                100 * ofPeak,
                100 * OF_PEAK,
                slower,
                SLOWER,
                heap,
                FLAT_MEGABYTES);
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
        double peak = peak(provider);
        double p99 = p99(provider, load);
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
                p99 / p99(provider, 1),
                100 * median(provider, load, each -> each.outcome().refused()),
                100 * median(provider, load, each -> each.outcome().late()),
                median(provider, load, each -> each.outcome().restGood()),
                100 * median(provider, load, each -> each.outcome().restRefused()),
                median(provider, load, Overloaded.Seen::heap));
    }

    /** The most core calls per second that were answered in time, of all loads. */
    private double peak(Provider provider) {
        return LOADS.stream()
                .mapToDouble(any -> median(provider, any, each -> each.outcome().good()))
                .max()
                .orElse(1);
    }

    private double p99(Provider provider, int load) {
        return median(provider, load, each -> each.outcome().p99());
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

                Each provider is the demo's shop: an order, an inventory, a payment and an account \
                process, with the demo's own implementations, and defaults (200 threads). Customers \
                in one more JVM call it over loopback by Redub's consumer (time-out %d ms, no \
                retries), and compare every answer with what it must be. %.0f %% of their calls \
                place orders, the core (priority critical); each of these goes on to the inventory, \
                the payment and the account service. The others ask the inventory alone, marked \
                normal and sheddable, half and half; Dubbo has no such classes. The inventory asks \
                a database of %d connections for %d ms in the mean (two thirds fixed, the rest \
                exponential): %d calls/s at most, of which 80 %% are 1×, the sustainable load. Calls \
                come at random times and do not wait for each other; latencies count from when a \
                call was due. %d round(s); in each, the providers take turns at each load, %d s \
                that count after %d s that do not. Latencies are those of the core calls that were \
                answered; heap is what the heaps of the four processes hold after a collection \
                while the load goes on. Medians.
                """
                .formatted(
                        Machine.describe(),
                        String.join(" ", Provider.JVM_FLAGS),
                        Customers.TIMEOUT.toMillis(),
                        100 * OpenLoop.CORE,
                        Provider.CONNECTIONS,
                        Provider.MEAN_MILLIS,
                        Provider.CAPACITY,
                        rounds,
                        counted.toSeconds(),
                        warmUp.toSeconds());
    }
}
