package io.redub.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a {@link Plan}: the sides take turns within each cell, the cells within each round. */
final class Bench {
    private final Plan plan;
    private final @Nullable Path recordings;
    private final Consumer<String> progress;

    /**
     * @param recordings folder for flight recordings of all JVMs; null for none
     * @param progress told a line per step
     */
    Bench(Plan plan, @Nullable Path recordings, Consumer<String> progress) {
        this.plan = plan;
        this.recordings = recordings;
        this.progress = progress;
    }

    Results run() throws IOException {
        Map<Side, Contestant> contestants = new EnumMap<>(Side.class);
        try {
            for (Side side : plan.sides()) {
                contestants.put(side, Contestant.start(side, recordings));
            }
            Results results = new Results();
            for (int round = 0; round <= plan.rounds(); round++) {
                round(round, contestants, results);
            }
            return results;
        } finally {
            for (Contestant contestant : contestants.values()) {
                contestant.close();
            }
        }
    }

    /** Round 0 warms up; its samples are thrown away, its errors are not. */
    private void round(int round, Map<Side, Contestant> contestants, Results results)
            throws IOException {
        for (Cell cell : plan.cells()) {
            for (Map.Entry<Side, Contestant> each : contestants.entrySet()) {
                Side side = each.getKey();
                if (!side.carries(cell.operation())) {
                    continue;
                }
                boolean warmUp = round == 0;
                Sample sample =
                        each.getValue()
                                .run(
                                        cell.operation(),
                                        cell.mode(),
                                        warmUp ? plan.warmUp() : plan.run());
                progress.accept(
                        "%s %s %s: %,.0f calls/s, %d errors"
                                .formatted(
                                        warmUp ? "warm-up" : "round " + round,
                                        side.label(),
                                        cell,
                                        sample.callsPerSecond(),
                                        sample.errors()));
                if (warmUp) {
                    results.addErrors(side, cell, sample.errors());
                } else {
                    results.add(side, cell, sample);
                }
            }
        }
    }
}
