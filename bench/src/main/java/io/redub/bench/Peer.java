package io.redub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The driver's end of another JVM, such as a {@link PeerMain}: starts it, asks it, stops it. Not
 * thread-safe.
 */
public final class Peer implements AutoCloseable {
    /** The same for every JVM of every side. At 512 MB and below, Netty pools fewer buffers. */
    public static final List<String> JVM_FLAGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

    /** Opens every line that is an answer; whatever else is printed is for people. */
    public static final String ANSWER = "@bench ";

    static final String LOGGING = "logback.configurationFile";

    /** Not the usual name, which the demo has, too. */
    static final String LOG_FILE = "logback-bench.xml";

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;
    private final String name;
    private final String opening;

    private Peer(Process process, String name, String opening) {
        this.process = process;
        this.name = name;
        this.opening = opening;
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts a JVM with the class path of this one.
     *
     * @param recordings where to leave a flight recording of it; null for none
     * @param arguments of {@link PeerMain}
     */
    static Peer start(@Nullable Path recordings, String... arguments) throws IOException {
        return start(PeerMain.class, recordings, arguments);
    }

    /**
     * Starts a JVM with the class path of this one.
     *
     * @param main reads lines, and answers each by one that begins with {@link #ANSWER}
     * @param recordings where to leave a flight recording of it; null for none
     * @param arguments at least two, by which it is called in messages
     */
    public static Peer start(Class<?> main, @Nullable Path recordings, String... arguments)
            throws IOException {
        String name = (arguments[1] + "-" + arguments[0]).toLowerCase(Locale.ROOT);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        if (recordings != null) {
            command.add(
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                            + recordings.resolve(name + ".jfr"));
        }
        return start(command, main, name, ANSWER, List.of(arguments));
    }

    /**
     * Starts a JVM with the class path of this one that ends when its standard input does.
     *
     * @param main says by a line that it is ready, which {@link #answer()} then returns
     * @param opening what such a line begins with
     * @param options of the JVM
     */
    public static Peer start(
            Class<?> main,
            String name,
            String opening,
            List<String> options,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return start(command, main, name, opening, arguments);
    }

    private static Peer start(
            List<String> command,
            Class<?> main,
            String name,
            String opening,
            List<String> arguments)
            throws IOException {
        command.add("-D" + LOGGING + "=" + LOG_FILE);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Peer(process, name, opening);
    }

    public long pid() {
        return process.pid();
    }

    public String ask(String line) throws IOException {
        in.println(line);
        return answer();
    }

    public String answer() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(opening)) {
                return line.substring(opening.length());
            }
        }
        throw new IOException(name + " ended without an answer; its standard error says why");
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
