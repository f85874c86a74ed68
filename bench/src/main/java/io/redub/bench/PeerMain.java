package io.redub.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A server or a client in a JVM of its own, told what to do by lines on standard input. It ends
 * when its input does, so it never outlives whoever started it.
 *
 * <pre>
 * server SIDE          → port=PORT         client SIDE PORT    → connected
 *   start              → started             run METHOD MODE NANOS → calls=… errors=… …
 *   stop               → cpu=… allocated=…
 * </pre>
 */
final class PeerMain {
    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // Libraries may print to System.out, so that one is led to System.err.
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private PeerMain() {
        System.setOut(System.err);
    }

    public static void main(String[] args) throws Exception {
        PeerMain peer = new PeerMain();
        Framework framework = Side.valueOf(args[1]).framework();
        if (args[0].equals("server")) {
            peer.serve(framework);
        } else {
            peer.call(framework.connect(Integer.parseInt(args[2])));
        }
        System.exit(0);
    }

    private void serve(Framework framework) throws Exception {
        answer("port=" + framework.serve());
        UsageMeter meter = new UsageMeter();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("start")) {
                meter.start();
                answer("started");
            } else {
                answer(Measurement.format(meter.stop()));
            }
        }
    }

    private void call(Target target) throws IOException, InterruptedException {
        answer("connected");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            LoadGenerator load =
                    new LoadGenerator(target, Operation.named(words[1]), Long.parseLong(words[3]));
            Measurement measured = load.run(Mode.parse(words[2]));
            String error = load.firstError();
            if (error != null) {
                System.err.println(line + ": " + measured.errors() + " errors, first: " + error);
            }
            answer(measured.format());
        }
    }

    private void answer(String text) {
        out.println(Peer.ANSWER + text);
    }
}
