package io.redub.all;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link DeskMain} to be killed, stopped and started again at the same port. */
final class DeskProcess implements AutoCloseable {
    private final String name;
    private int port;
    private Process process;

    DeskProcess(String name) throws IOException {
        this.name = name;
        start();
    }

    void start() throws IOException {
        process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx64m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        DeskMain.class.getName(),
                                        name,
                                        Integer.toString(port)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
    }

    /** Waits until it can be called. */
    DeskProcess ready() throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException(name + " ended before it was ready");
        }
        port = Integer.parseInt(line.substring("ready ".length()));
        return this;
    }

    String address() {
        return "dubbo://127.0.0.1:" + port;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Neither answers nor closes its connections, like a machine that hangs. */
    void pause() throws Exception {
        signal("STOP");
    }

    void goOn() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        int status =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + signal + " of " + name + ": exit status " + status);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
