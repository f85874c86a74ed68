package io.redub.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One JVM that this one started. It says {@code ready ADDRESS} on its standard output, logs to
 * standard error, and ends when its standard input ends, so that none is left over however this
 * process ends. Thread-safe.
 */
final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String READY = "ready ";
    private static final int EXIT_BY_SIGNAL = 128;
    private static final int LOG_LINES = 10;

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * @param megabytes the most its heap may have
     */
    static ChildProcess start(
            String name, Path log, int megabytes, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Ctrl-C in a terminal then reaches only this process, which ends the others in order.
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + megabytes + "m");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        ChildProcess child = new ChildProcess(name, log, process);
        Thread reader = new Thread(child::read, "output-" + name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    /** Reads on after the ready line too: a full pipe would stop the process. */
    private void read() {
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()));
                }
            }
            ready.completeExceptionally(
                    new IOException(
                            name + " ended before it was ready; its log ends with:\n" + tail()));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private String tail() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** The address it says it is ready at; fails if it ends before. */
    CompletableFuture<String> ready() {
        return ready;
    }

    boolean isReady() {
        return process.isAlive() && ready.isDone() && !ready.isCompletedExceptionally();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<String> end() {
        return process.onExit().thenApply(ended -> ending(ended.exitValue()));
    }

    private static String ending(int status) {
        if (status == EXIT_BY_SIGNAL + 9) {
            return "was killed (SIGKILL)";
        }
        return status > EXIT_BY_SIGNAL
                ? "was ended by signal " + (status - EXIT_BY_SIGNAL)
                : "ended with exit status " + status;
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks it to end. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /**
     * Waits for its end, and enforces it when time is up or the thread is interrupted.
     *
     * @return null, or a complaint
     */
    @Nullable String awaitEnd(long untilNanos) {
        try {
            long left = untilNanos - System.nanoTime();
            if (process.waitFor(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return name + " (pid " + pid() + ") did not end by itself and was killed";
    }
}
