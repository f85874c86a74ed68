package io.redub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line program in a process of its own, as the script runs it. */
final class DemoRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Pattern PID = Pattern.compile("^ {2}(\\S+) +pid (\\d+) ");

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "demo-output");

    private DemoRun(Process process) {
        this.process = process;
        reader.start();
    }

    static DemoRun start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new DemoRun(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it said so far. */
    String output() {
        return String.join("\n", lines);
    }

    DemoRun awaitOutput(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> output().contains(text) || !process.isAlive());
        assertThat(output()).contains(text);
        return this;
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends; until now it said:%n%s", output())
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    /** The processes it says it started. */
    List<ProcessHandle> children() {
        List<ProcessHandle> children = new ArrayList<>();
        for (String line : lines) {
            Matcher pid = PID.matcher(line);
            if (pid.find()) {
                ProcessHandle.of(Long.parseLong(pid.group(2))).ifPresent(children::add);
            }
        }
        return children;
    }

    /** As Ctrl-C does; Process.destroy would close its output, too. */
    void interrupt() {
        process.toHandle().destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
