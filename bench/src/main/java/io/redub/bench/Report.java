package io.redub.bench;

import io.netty.util.Version;
import java.util.Locale;

/** Writes {@link Results} as Markdown: what was run where, and the table. */
final class Report {
    private static final String COLUMNS =
            "| method | mode | side | ops/s | ± % | × Dubbo | p50 µs | p99 µs"
                    + " | CPU µs/call client | CPU µs/call server"
                    + " | B/call client | B/call server | errors |\n"
                    + "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";

    private final Plan plan;
    private final Results results;

    Report(Plan plan, Results results) {
        this.plan = plan;
        this.results = results;
    }

    String markdown() {
        StringBuilder out = new StringBuilder(header()).append('\n').append(COLUMNS);
        for (Cell cell : plan.cells()) {
            for (Side side : plan.sides()) {
                if (results.has(side, cell)) {
                    out.append(row(side, cell));
                }
            }
        }
        return out.toString();
    }

    private String row(Side side, Cell cell) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,.0f | %.0f | %s | %,.0f | %,.0f | %.1f | %.1f | %,.0f | %,.0f"
                        + " | %d |%n",
                cell.operation().method(),
                cell.mode(),
                side.label(),
                results.median(side, cell, Sample::callsPerSecond),
                results.spread(side, cell) * 100,
                results.has(Side.DUBBO, cell)
                        ? String.format(Locale.ROOT, "%.2f", results.ratio(side, Side.DUBBO, cell))
                        : "–",
                results.median(side, cell, Sample::p50Micros),
                results.median(side, cell, Sample::p99Micros),
                results.median(side, cell, Sample::clientCpuMicros),
                results.median(side, cell, Sample::serverCpuMicros),
                results.median(side, cell, Sample::clientBytes),
                results.median(side, cell, Sample::serverBytes),
                results.errors(side, cell));
    }

    private String header() {
        return """
                Machine: %s, flags %s.
                Peers: Apache Dubbo %s (dubbo protocol, hessian2, direct URL, %d provider threads), \
                raw Netty %s (%d bytes there, %d back).

                Every side is a server JVM and a client JVM on loopback with one connection. Each \
                method and mode is warmed up for %d s on each side; then %d rounds of %d s, in which \
                the sides take turns. Shown: medians of the rounds; ± is half the distance between \
                the worst and the best round; × Dubbo is the median of the rounds' ratios. sync-N: N \
                threads that wait for their answers; async-N: N calls kept in flight by completions. \
                Every answer is checked; a wrong one is an error. CPU is that of the whole JVM, \
                bytes are what its threads allocated on the heap.
                """
                .formatted(
                        Machine.describe(),
                        String.join(" ", Peer.JVM_FLAGS),
                        DubboFramework.version(),
                        DubboFramework.PROVIDER_THREADS,
                        nettyVersion(),
                        RawFramework.REQUEST_BYTES,
                        RawFramework.RESPONSE_BYTES,
                        plan.warmUp().toSeconds(),
                        plan.rounds(),
                        plan.run().toSeconds());
    }

    private static String nettyVersion() {
        Version version = Version.identify().get("netty-transport");
        return version == null ? "?" : version.artifactVersion();
    }
}
