package io.redub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The command {@code bench micro}: runs the JMH benchmarks of {@code io.redub.bench.micro}. */
@Command(
        name = "micro",
        description = "Runs the JMH benchmarks; takes JMH's own arguments, such as -prof gc.")
final class MicroCommand implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
