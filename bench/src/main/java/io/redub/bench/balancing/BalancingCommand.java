package io.redub.bench.balancing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench balancing}: the balancers in virtual time, in two tables. */
@Command(
        name = "balancing",
        description = "Simulates the load balancers with up to 10,000 providers; prints tables.",
        mixinStandardHelpOptions = true)
public final class BalancingCommand implements Callable<Integer> {
    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Option(names = "--quick", description = "A tenth of the calls, 1,000 providers at most.")
    private boolean quick;

    @Option(names = "--plots", paramLabel = "FOLDER", description = "Draw SVG files there.")
    private @Nullable Path plots;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the tables here too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        int calls = quick ? 60_000 : 600_000;
        SimulationReport scenarios =
                SimulationReport.run(
                        new Load(200, 4, calls, 30, 4),
                        List.of(Scenario.values()),
                        seed,
                        System.err::println);
        StringBuilder tables = new StringBuilder(scenarios.markdown());
        for (Load load :
                quick
                        ? List.of(new Load(1_000, 4, calls, 30, 2))
                        : List.of(
                                new Load(1_000, 4, calls, 30, 2),
                                new Load(10_000, 1, calls, 30, 2))) {
            tables.append('\n')
                    .append(
                            SimulationReport.run(
                                            load,
                                            List.of(Scenario.MIXED),
                                            seed,
                                            System.err::println)
                                    .markdown());
        }
        System.out.print(tables);
        if (out != null) {
            Files.writeString(out, tables);
        }
        if (plots != null) {
            new Plots(scenarios).write(plots);
        }
        return 0;
    }
}
