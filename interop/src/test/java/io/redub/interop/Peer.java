package io.redub.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The handle of a {@link PeerMain} process. What the process prints besides its answers goes to
 * {@code target/peers/<name>.log}. Closing ends the process.
 */
final class Peer implements AutoCloseable {
    private static final long ANSWER_SECONDS = 60;
    private static final String ENDED = "FAIL the process ended";

    private final Side side;
    private final String name;
    private final Process process;
    private final Writer commands;
    private final Path log;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Peer(Side side, String name, Process process, Path log) {
        this.side = side;
        this.name = name;
        this.process = process;
        this.log = log;
        this.commands =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a process that registers with the ZooKeeper at {@code zooKeeper}.
     *
     * @param parameters {@code key=value}, added to every service that it exports; with {@code -D}
     *     before it, a system property of the process
     */
    static Peer start(Side side, String name, String zooKeeper, String... parameters) {
        List<String> options =
                Arrays.stream(parameters).filter(text -> text.startsWith("-D")).toList();
        List<String> arguments = new ArrayList<>(List.of(side.name(), name, zooKeeper));
        Arrays.stream(parameters).filter(text -> !text.startsWith("-D")).forEach(arguments::add);
        return start(side, name, options, side.classPath(), PeerMain.class, arguments);
    }

    /**
     * Starts a Dubbo 2.7 with all of its protocols, which takes {@link ProtocolPeerMain}'s words.
     */
    static Peer ofProtocols(String name, String zooKeeper) {
        return start(
                Side.DUBBO27,
                name,
                List.of(),
                Side.DUBBO27.classPath("dubbo27-http"),
                ProtocolPeerMain.class,
                List.of(name, zooKeeper));
    }

    /** Starts a process that is what the file of Spring's XML says. */
    static Peer ofXml(Side side, String name, Path file) {
        // Which ZooKeeper client Dubbo takes is the one thing its file does not say.
        List<String> options = List.of("-Ddubbo.registry.client=curator5");
        return start(
                side, name, options, side.classPath(), XmlPeerMain.class, List.of(file.toString()));
    }

    private static Peer start(
            Side side,
            String name,
            List<String> options,
            String classPath,
            Class<?> main,
            List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(side.java());
        command.addAll(side.jvmArguments());
        command.addAll(options);
        command.addAll(List.of("-Duser.home=" + Path.of("target").toAbsolutePath(), "-cp"));
        command.add(classPath);
        command.add(main.getName());
        command.addAll(arguments);
        try {
            Path log = Path.of("target", "peers", name + ".log").toAbsolutePath();
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new Peer(side, name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    Side side() {
        return side;
    }

    String name() {
        return name;
    }

    /** Makes it a provider of all services; returns the port. */
    int export() {
        return Integer.parseInt(ask("export"));
    }

    /** Has it run a case as the consumer; fails as the case fails. */
    void run(String caseName, String url) {
        ask("case " + caseName + (url.isEmpty() ? "" : " " + url));
    }

    /** Has it write a rule; see {@link Framework#rule}. */
    void rule(String place, String text) {
        ask(
                "rule "
                        + URLEncoder.encode(place, StandardCharsets.UTF_8)
                        + " "
                        + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    /** Sends a command and returns what follows {@code OK}. */
    String ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw failure(command, "no answer in " + ANSWER_SECONDS + " s");
            }
            if (!answer.startsWith("OK")) {
                throw failure(command, unescape(answer));
            }
            return answer.substring(2).trim();
        } catch (IOException e) {
            throw failure(command, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(command, e.toString());
        }
    }

    private AssertionError failure(String command, String reason) {
        return new AssertionError(
                side + " peer " + name + ", " + command + ": " + reason + "\n(log: " + log + ")");
    }

    private void read() {
        try (BufferedReader output =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                Writer file = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(PeerMain.MARK)) {
                    answers.add(line.substring(PeerMain.MARK.length()));
                }
                file.write(line + "\n");
                file.flush();
            }
        } catch (IOException e) {
            answers.add("FAIL cannot read the output: " + e);
        }
        answers.add(ENDED);
    }

    /** Ends it gracefully: the framework closes, then the process ends. */
    void stop() {
        ask("stop");
        awaitEnd();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw failure("end", "still running after 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("end", e.toString());
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** A throwable with its stack on one line, for the answer. */
    static String oneLine(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n");
    }

    private static String unescape(String line) {
        return line.replace("\\n", "\n").replace("\\\\", "\\");
    }
}
