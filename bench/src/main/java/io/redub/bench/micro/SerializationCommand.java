package io.redub.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench serialization}: our serialization beside others, in one table. */
@Command(
        name = "serialization",
        description = "Measures Redub's serialization beside others; prints a Markdown table.",
        mixinStandardHelpOptions = true)
public final class SerializationCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "One short round of everything, in 6 minutes.")
    private boolean quick;

    @Option(
            names = "--shapes",
            split = ",",
            paramLabel = "SHAPE",
            description = "Of: ${COMPLETION-CANDIDATES}. Default: all.")
    private Collection<Shape> shapes = List.of(Shape.values());

    @Option(
            names = "--libraries",
            split = ",",
            paramLabel = "LIBRARY",
            description = "Of: ${COMPLETION-CANDIDATES}. Default: all.")
    private Collection<Library> libraries = List.of(Library.values());

    @Option(names = "--rounds", paramLabel = "N", description = "Default: 3; 1 if quick.")
    private @Nullable Integer rounds;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table here too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException, RunnerException {
        SerializationPlan plan = quick ? SerializationPlan.quick() : SerializationPlan.full();
        plan = plan.only(shapes, libraries, rounds == null ? plan.rounds() : rounds);
        String table = SerializationTable.measure(plan, System.err::println).markdown();
        System.out.print(table);
        if (out != null) {
            Files.writeString(out, table);
        }
        return 0;
    }
}
