package io.redub.bench.protocols;

import io.redub.bench.Machine;
import io.redub.bench.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Runs all sizes over all protocols, which take turns, and writes what was seen as Markdown. */
final class ProtocolsTable {
    private static final String COLUMNS =
            "| payload | protocol | calls/s, 1 caller | p50 µs | p99 µs | callers | calls/s"
                    + " | MB/s each way | p50 µs | p99 µs | errors |\n"
                    + "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";

    private record Key(Size size, String protocol, int callers) {}

    private final List<String> protocols;
    private final int rounds;
    private final Duration run;
    private final Map<Key, List<Measured>> seen = new HashMap<>();

    /** Of small calls while large ones are made. */
    private final Map<String, List<Measured>> beside = new HashMap<>();

    private ProtocolsTable(List<String> protocols, int rounds, Duration run) {
        this.protocols = protocols;
        this.rounds = rounds;
        this.run = run;
    }

    static ProtocolsTable measure(
            List<String> protocols, int rounds, Duration run, Consumer<String> progress)
            throws IOException {
        ProtocolsTable table = new ProtocolsTable(protocols, rounds, run);
        Map<String, Pair> pairs = new LinkedHashMap<>();
        try {
            for (String protocol : protocols) {
                pairs.put(protocol, Pair.start(protocol));
            }
            // Round 0 warms up.
            for (int round = 0; round <= rounds; round++) {
                for (Size size : Size.values()) {
                    for (Map.Entry<String, Pair> each : pairs.entrySet()) {
                        progress.accept(
                                "round " + round + " " + size.label() + " " + each.getKey());
                        table.run(each.getKey(), each.getValue(), size, 1, round > 0);
                        table.run(each.getKey(), each.getValue(), size, size.callers(), round > 0);
                    }
                }
                for (Map.Entry<String, Pair> each : pairs.entrySet()) {
                    Measured small =
                            each.getValue().beside(Size.LARGE.bytes(), Size.LARGE.callers(), run);
                    if (round > 0) {
                        table.beside
                                .computeIfAbsent(each.getKey(), key -> new ArrayList<>())
                                .add(small);
                    }
                }
            }
        } finally {
            for (Pair pair : pairs.values()) {
                pair.close();
            }
        }
        return table;
    }

    private void run(String protocol, Pair pair, Size size, int callers, boolean counts)
            throws IOException {
        Measured measured = pair.run(size.bytes(), callers, counts ? run : run.multipliedBy(2));
        if (counts) {
            seen.computeIfAbsent(new Key(size, protocol, callers), key -> new ArrayList<>())
                    .add(measured);
        }
    }

    String markdown() {
        StringBuilder out = new StringBuilder(header()).append('\n').append(COLUMNS);
        for (Size size : Size.values()) {
            for (String protocol : protocols) {
                out.append(row(size, protocol));
            }
        }
        out.append("\nSmall calls (100 B) of one caller, while 8 others make those of 1 MB:\n\n")
                .append("| protocol | small calls/s | p50 µs | p99 µs | errors |\n")
                .append("|---|--:|--:|--:|--:|\n");
        for (String protocol : protocols) {
            out.append(besideRow(protocol));
        }
        return out.toString();
    }

    private String besideRow(String protocol) {
        List<Measured> small = beside.getOrDefault(protocol, List.of());
        return String.format(
                Locale.ROOT,
                "| `%s` | %,.0f | %,.0f | %,.0f | %d |%n",
                protocol,
                median(small, Measured::perSecond),
                median(small, Measured::p50),
                median(small, Measured::p99),
                small.stream().mapToLong(Measured::errors).sum());
    }

    long errors() {
        return Stream.concat(seen.values().stream(), beside.values().stream())
                .flatMap(List::stream)
                .mapToLong(Measured::errors)
                .sum();
    }

    private String row(Size size, String protocol) {
        Key one = new Key(size, protocol, 1);
        Key many = new Key(size, protocol, size.callers());
        double rate = median(many, Measured::perSecond);
        return String.format(
                Locale.ROOT,
                "| %s | `%s` | %,.0f | %,.0f | %,.0f | %d | %,.0f | %,.1f | %,.0f | %,.0f | %d |%n",
                size.label(),
                protocol,
                median(one, Measured::perSecond),
                median(one, Measured::p50),
                median(one, Measured::p99),
                size.callers(),
                rate,
                rate * size.bytes() / 1e6,
                median(many, Measured::p50),
                median(many, Measured::p99),
                errors(one) + errors(many));
    }

    private long errors(Key key) {
        return seen.getOrDefault(key, List.of()).stream().mapToLong(Measured::errors).sum();
    }

    private double median(Key key, ToDoubleFunction<Measured> figure) {
        return median(seen.getOrDefault(key, List.of()), figure);
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private String header() {
        return """
                Machine: %s, flags %s.

                Each protocol is a provider and a consumer of Redub, each a JVM of its own with its \
                defaults, on loopback. A call sends a bean with a text, a number and a byte array of \
                the size named, and gets an equal one back; each answer is checked. Callers are \
                threads that wait for their answers. One round of twice the time warms up; %d \
                round(s) count, in which the protocols take turns for %d s each. Medians of the \
                rounds.
                """
                .formatted(
                        Machine.describe(),
                        String.join(" ", Peer.JVM_FLAGS),
                        rounds,
                        run.toSeconds());
    }
}
