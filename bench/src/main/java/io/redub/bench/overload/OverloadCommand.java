package io.redub.bench.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench overload}: providers under up to ten times the load they can take. */
@Command(
        name = "overload",
        description = "Overloads the demo's shop on Redub and on Dubbo; prints a Markdown table.",
        mixinStandardHelpOptions = true)
public final class OverloadCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "One round of 4 s, in 3 minutes.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "Default: 3; 1 if quick.")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a run, after half of it to settle. Default: 8; 4 if quick.")
    private @Nullable Integer seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table here too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        OverloadTable table =
                OverloadTable.measure(
                        rounds == null ? (quick ? 1 : 3) : rounds,
                        Duration.ofSeconds(seconds == null ? (quick ? 4 : 8) : seconds),
                        System.err::println);
        String markdown = table.markdown();
        System.out.print(markdown);
        if (out != null) {
            Files.writeString(out, markdown);
        }
        return table.surprises() == 0 ? 0 : 1;
    }
}
