package io.redub.bench.protocols;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench protocols}: Redub's protocols beside each other, in one table. */
@Command(
        name = "protocols",
        description = "Measures Redub's protocols beside each other; prints a Markdown table.",
        mixinStandardHelpOptions = true)
public final class ProtocolsCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "One round of 2 s, in 2 minutes.")
    private boolean quick;

    @Option(
            names = "--protocols",
            split = ",",
            paramLabel = "NAME",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = "dubbo,http,hessian,rmi,webservice")
    private List<String> protocols = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Default: 3; 1 if quick.")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a run. Default: 3; 2 if quick.")
    private @Nullable Integer seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table here too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        ProtocolsTable table =
                ProtocolsTable.measure(
                        protocols,
                        rounds == null ? (quick ? 1 : 3) : rounds,
                        Duration.ofSeconds(seconds == null ? (quick ? 2 : 3) : seconds),
                        System.err::println);
        String markdown = table.markdown();
        System.out.print(markdown);
        if (out != null) {
            Files.writeString(out, markdown);
        }
        return table.errors() == 0 ? 0 : 1;
    }
}
