package io.redub.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Redub. Exit status: 0 done, 1 it failed, 2 the command line was wrong. */
@Command(
        name = "redub",
        description = "RPC framework compatible with Apache Dubbo.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            ExplainCommand.class,
            RuleCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        IExecutionExceptionHandler briefly =
                (e, command, result) -> {
                    command.getErr().println("redub: " + e.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                };
        return new CommandLine(new Main()).setExecutionExceptionHandler(briefly);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? (expected one of: "
                        + String.join(", ", spec.subcommands().keySet())
                        + ")");
    }

    @Command(name = "version", description = "Says which Redub on which Java this is.")
    void version() {
        spec.commandLine().printVersionHelp(spec.commandLine().getOut());
    }

    @Command(
            name = "bench",
            description = "Measures Redub beside its peers; only as ./redub bench.")
    int bench() {
        return onlyByScript("bench");
    }

    @Command(name = "test", description = "Runs everything that must pass; only as ./redub test.")
    int test() {
        return onlyByScript("test");
    }

    private int onlyByScript(String command) {
        throw new ParameterException(
                spec.subcommands().get(command),
                command + " runs from a source tree: use the script, ./redub " + command);
    }

    /** The version of the build and of the Java it runs on. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "Redub "
                        + (version == null ? "(not packaged)" : version)
                        + ", Java "
                        + System.getProperty("java.version")
                        + " ("
                        + System.getProperty("java.vendor")
                        + "), "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
