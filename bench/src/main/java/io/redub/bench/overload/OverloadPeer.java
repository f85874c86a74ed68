package io.redub.bench.overload;

import io.redub.bench.Loopback;
import io.redub.bench.Peer;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A provider, or the client of one, in a JVM of its own, told what to do by lines on standard
 * input. The client is Redub's for all of them, so that what differs is the provider.
 *
 * <pre>
 * server PROVIDER  → PORT              client PROVIDER PORT         → connected
 *   heap           → MEGABYTES           run RATE WARM-UP COUNTED   → an {@link Outcome}
 *                                        stop                       → stopped
 * </pre>
 */
final class OverloadPeer {
    /** The time of a call. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final double MEGABYTE = 1 << 20;

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // Libraries may print to System.out, so that one is led to System.err.
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private OverloadPeer() {
        System.setOut(System.err);
    }

    public static void main(String[] args) throws Exception {
        OverloadPeer peer = new OverloadPeer();
        if (args[0].equals("server")) {
            peer.serve(Provider.valueOf(args[1]));
        } else {
            peer.call(Integer.parseInt(args[2]));
        }
        System.exit(0);
    }

    private void serve(Provider provider) throws IOException {
        answer(Integer.toString(provider.serve()));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            answer(Double.toString(used / MEGABYTE));
        }
    }

    private void call(int port) throws IOException, InterruptedException {
        RedubBootstrap redub = RedubBootstrap.application("overload-consumer").start();
        Desk desk =
                redub.refer(
                        ReferenceConfig.of(Desk.class)
                                .url("dubbo://" + Loopback.HOST + ":" + port)
                                .timeout(TIMEOUT)
                                .retries(0));
        answer("connected");
        OpenLoop load = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("run")) {
                load =
                        new OpenLoop(
                                desk,
                                Double.parseDouble(words[1]),
                                Long.parseLong(words[2]),
                                Long.parseLong(words[3]));
                answer(load.run().format());
            } else if (load != null) {
                load.stop();
                answer("stopped");
            }
        }
    }

    private void answer(String text) {
        out.println(Peer.ANSWER + text);
    }
}
