package io.redub.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.redub.config.RuleWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code rule}: rules for running services, read before they are written. */
@Command(
        name = "rule",
        mixinStandardHelpOptions = true,
        description = {
            "Writes, shows and removes rules for running services of Redub and Dubbo.",
            "RULE is a key, such as com.acme.Orders::.condition-router or shop.configurators,",
            "or a URL, such as 'override://0.0.0.0/com.acme.Orders?timeout=500'."
        })
final class RuleCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    RuleCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? (expected one of: put, show, remove)");
    }

    /** Where rules are. */
    static final class Place {
        @Option(
                names = "--registry",
                paramLabel = "URL",
                description = "The registry; default ${DEFAULT-VALUE}.",
                defaultValue = "zookeeper://127.0.0.1:2181")
        private String registry = "";

        RuleWriter connect() {
            // What fails is said once, by the command; libraries would add traces of stacks.
            LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
            logs.getLoggerList().forEach(logger -> logger.setLevel(Level.OFF));
            return RuleWriter.connect(registry);
        }
    }

    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = "Writes a rule, if it can be understood.")
    int put(
            @Mixin Place place,
            @Parameters(paramLabel = "RULE", description = "A key, or a URL.") String rule,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "The text for a key; without it, standard input.")
                    @Nullable Path file)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (RuleWriter writer = place.connect()) {
            List<String> leftOut =
                    rule.contains("://") ? writer.put(rule) : writer.put(rule, text(file));
            if (!leftOut.isEmpty()) {
                out.println("Redub leaves out " + leftOut + ": no rule may set it");
            }
            out.println("written: " + rule);
            out.flush();
        }
        return 0;
    }

    private static String text(@Nullable Path file) throws IOException {
        return file == null
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(file);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the text of a key, or the URLs for an interface.")
    int show(
            @Mixin Place place,
            @Parameters(paramLabel = "KEY|INTERFACE", description = "What to show.") String what) {
        boolean isKey = what.endsWith("-router") || what.endsWith(".configurators");
        try (RuleWriter writer = place.connect()) {
            String text = isKey ? writer.show(what) : String.join("\n", writer.entries(what));
            if (text == null || text.isEmpty()) {
                spec.commandLine().getErr().println("redub: there is no rule " + what);
                return 1;
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(text.stripTrailing());
            out.flush();
        }
        return 0;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a rule, by its key or exactly as it was entered.")
    int remove(
            @Mixin Place place,
            @Parameters(paramLabel = "RULE", description = "A key, or a URL.") String rule) {
        try (RuleWriter writer = place.connect()) {
            writer.remove(rule);
        }
        return 0;
    }
}
