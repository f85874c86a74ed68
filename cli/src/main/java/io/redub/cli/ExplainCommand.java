package io.redub.cli;

import io.redub.config.ConfigElement;
import io.redub.config.ElementKind;
import io.redub.config.Explanation;
import io.redub.config.RedubBootstrap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code explain}: which value a setting has, where it comes from, which lost. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says which value every setting of a service and of a reference has, where it comes",
            "from, and which values lost. It reads files, -D and the environment as an application",
            "does; what Java code, annotations or a provider say, a running application tells",
            "itself: RedubBootstrap.explain()."
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file of properties; of several the later wins.")
    private List<Path> files = List.of();

    @Option(
            names = "--xml",
            paramLabel = "FILE",
            description = "A Spring file with elements of Dubbo's namespaces.")
    private List<Path> xml = List.of();

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "A system property, such as -Ddubbo.provider.timeout=2000.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--service",
            paramLabel = "INTERFACE",
            required = true,
            description = "The interface, such as com.acme.Orders.")
    private String service;

    @Option(names = "--method", paramLabel = "NAME", description = "One method of the interface.")
    private @Nullable String method;

    @Parameters(
            arity = "0..1",
            paramLabel = "SETTING",
            description = "One setting, such as timeout; without it, all of them.")
    private @Nullable String setting;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec and the service
    ExplainCommand() {}

    @Override
    public Integer call() {
        properties.forEach(System::setProperty);
        try (RedubBootstrap redub = RedubBootstrap.create()) {
            files.forEach(redub::properties);
            boolean named = false;
            for (Path file : xml) {
                named |= XmlFile.addTo(redub, file);
            }
            if (!named) {
                redub.add(ConfigElement.of(ElementKind.APPLICATION).set("name", "explained"));
            }
            Explanation declared =
                    xml.isEmpty() ? redub.explain(service) : redub.explain().about(service);
            Explanation explanation =
                    declared.lines().isEmpty() ? redub.explain(service) : declared;
            if (method != null) {
                explanation = explanation.method(method);
            }
            if (setting != null) {
                explanation = explanation.setting(setting);
            }
            if (explanation.lines().isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "redub: "
                                        + service
                                        + " has no setting '"
                                        + setting
                                        + "' with a value; docs/settings.md names all there are");
                return 1;
            }
            spec.commandLine().getOut().print(explanation);
            spec.commandLine().getOut().flush();
            return 0;
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
