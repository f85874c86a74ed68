package io.redub.bench;

import io.redub.bench.balancing.BalancingCommand;
import io.redub.bench.micro.SerializationCommand;
import io.redub.bench.overload.OverloadCommand;
import io.redub.bench.protocols.ProtocolsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench}: measures Redub beside its peers and prints one Markdown table. */
@Command(
        name = "bench",
        description = "Measures Redub beside Apache Dubbo and raw Netty; prints a Markdown table.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SerializationCommand.class,
            BalancingCommand.class,
            OverloadCommand.class,
            ProtocolsCommand.class,
            MicroCommand.class
        })
public final class BenchMain implements Callable<Integer> {
    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(names = "--quick", description = "The same table in under 5 minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WORD",
            description = "Sides, methods, modes, such as: redub,dubbo,getUser,sync-32.")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Runs per side and cell.")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a run.")
    private @Nullable Integer seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table here too.")
    private @Nullable Path out;

    @Option(
            names = "--jfr",
            paramLabel = "FOLDER",
            description = "Leave a flight recording of every JVM there.")
    private @Nullable Path recordings;

    public static void main(String[] args) {
        System.setProperty(Peer.LOGGING, Peer.LOG_FILE);
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Plan plan = plan();
        if (recordings != null) {
            Files.createDirectories(recordings);
        }
        Results results = new Bench(plan, recordings, System.err::println).run();
        String report = new Report(plan, results).markdown();
        System.out.print(report);
        if (out != null) {
            Files.writeString(out, report);
        }
        return results.errors() == 0 ? 0 : 1;
    }

    private Plan plan() {
        Plan plan = quick ? Plan.quick() : Plan.full();
        Duration run = seconds == null ? plan.run() : Duration.ofSeconds(seconds);
        plan = plan.timed(run, rounds == null ? plan.rounds() : rounds, run);
        try {
            return plan.only(only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
        }
    }
}
