package io.redub.bench.balancing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The outcomes of all balancers in some scenarios, and the table that is made of them. */
final class SimulationReport {
    private static final String COLUMNS =
            """
            | scenario | balancer | share error % | to the bad % | p50 | p99 | errors % |
            |---|---|--:|--:|--:|--:|--:|
            """;

    private record Cell(Scenario scenario, Balancer balancer) {}

    private final Load load;
    private final long seed;
    private final Map<Cell, Outcome> outcomes = new LinkedHashMap<>();

    private SimulationReport(Load load, long seed) {
        this.load = load;
        this.seed = seed;
    }

    /**
     * @param progress told a line per run
     */
    static SimulationReport run(
            Load load, Iterable<Scenario> scenarios, long seed, Consumer<String> progress) {
        SimulationReport report = new SimulationReport(load, seed);
        for (Scenario scenario : scenarios) {
            for (Balancer balancer : Balancer.values()) {
                Cell cell = new Cell(scenario, balancer);
                report.outcomes.put(cell, Simulation.run(load, scenario, balancer, seed));
                progress.accept(load.providers() + " providers " + report.row(cell).trim());
            }
        }
        return report;
    }

    Outcome outcome(Scenario scenario, Balancer balancer) {
        return Objects.requireNonNull(outcomes.get(new Cell(scenario, balancer)));
    }

    String markdown() {
        StringBuilder out = new StringBuilder(header()).append('\n').append(COLUMNS);
        outcomes.keySet().forEach(cell -> out.append(row(cell)));
        return out.toString();
    }

    private String header() {
        return String.format(
                Locale.ROOT,
                "%,d providers × %d workers, %d consumers, %,d calls in %d virtual seconds, %.0f %%"
                        + " used, seed %d. Times are multiples of what a call takes on an idle "
                        + "provider.%n",
                load.providers(),
                load.workers(),
                load.consumers(),
                load.calls(),
                load.seconds(),
                Load.UTILISATION * 100,
                seed);
    }

    private String row(Cell cell) {
        Outcome outcome = Objects.requireNonNull(outcomes.get(cell));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.2f | %.1f | %.2f |%n",
                cell.scenario.label(),
                cell.balancer.label(),
                outcome.shareError() * 100,
                outcome.toBad() * 100,
                outcome.median(),
                outcome.p99(),
                outcome.errors() * 100);
    }
}
