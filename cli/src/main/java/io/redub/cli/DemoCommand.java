package io.redub.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code demo}: its options, checked. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts ZooKeeper and the providers of a small shop, each in a process of its own,",
            "and keeps calling them. Kill any of them; no call should fail."
        },
        footer = "Exit status 0 only if calls were made, none failed and all answers were right.")
final class DemoCommand implements Callable<Integer> {
    private static final int SHORTEST_CHAOS = 6;
    private static final int MOST_THREADS = 1000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "End after N seconds of calls; without it, Ctrl-C ends the demo.")
    private @Nullable Integer seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "8",
            description = "Threads that call, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--chaos",
            description = {
                "After a third of the time kill a provider (SIGKILL) and start it again;",
                "after two thirds kill ZooKeeper. Needs --seconds."
            })
    private boolean chaos;

    @Option(
            names = "--logs",
            paramLabel = "FOLDER",
            description = "Keep the processes' logs there (default: only if something failed).")
    private @Nullable Path logs;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    DemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Integer length = seconds;
        if (length != null && length < 1) {
            throw wrong("--seconds: " + length + " (expected: 1 or more)");
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw wrong("--threads: " + threads + " (expected: 1.." + MOST_THREADS + ")");
        }
        if (chaos && (length == null || length < SHORTEST_CHAOS)) {
            throw wrong("--chaos needs --seconds " + SHORTEST_CHAOS + " or more");
        }
        Workspace workspace = Workspace.open(logs);
        Demo demo = new Demo(workspace, threads, length, chaos, spec.commandLine().getOut());
        boolean good = demo.run();
        workspace.close(good);
        return good ? 0 : 1;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
