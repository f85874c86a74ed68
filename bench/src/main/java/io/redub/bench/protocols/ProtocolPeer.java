package io.redub.bench.protocols;

import io.redub.bench.Loopback;
import io.redub.bench.Peer;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A provider, or its client, in a JVM of its own, told what to do by lines on standard input.
 *
 * <pre>
 * server PROTOCOL  → PORT        client PROTOCOL PORT       → connected
 *                                  run BYTES CALLERS NANOS     → a {@link Measured}
 *                                  beside BYTES CALLERS NANOS  → one of small calls meanwhile
 * </pre>
 */
final class ProtocolPeer {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // Libraries may print to System.out, so that one is led to System.err.
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private ProtocolPeer() {
        System.setOut(System.err);
    }

    public static void main(String[] args) throws Exception {
        ProtocolPeer peer = new ProtocolPeer();
        if (args[0].equals("server")) {
            peer.serve(args[1]);
        } else {
            peer.call(args[1], Integer.parseInt(args[2]));
        }
        System.exit(0);
    }

    private void serve(String protocol) throws IOException {
        RedubBootstrap redub =
                RedubBootstrap.application("protocols-provider")
                        .host(Loopback.HOST)
                        .protocol(protocol, 0)
                        .service(ServiceConfig.of(Carrier.class, Parcel::answer))
                        .start();
        answer(Integer.toString(redub.port(protocol)));
        // The end of the input is the end of the measurement.
        while (in.readLine() != null) {
            answer("serving");
        }
    }

    private void call(String protocol, int port) throws Exception {
        RedubBootstrap redub = RedubBootstrap.application("protocols-consumer").start();
        Carrier carrier =
                redub.refer(
                        ReferenceConfig.of(Carrier.class)
                                .url(
                                        protocol
                                                + "://"
                                                + Loopback.HOST
                                                + ":"
                                                + port
                                                + "/"
                                                + Carrier.class.getName())
                                .timeout(TIMEOUT)
                                .retries(0));
        answer("connected");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            int bytes = Integer.parseInt(words[1]);
            int callers = Integer.parseInt(words[2]);
            long nanos = Long.parseLong(words[3]);
            answer(
                    (words[0].equals("run")
                                    ? ClosedLoop.run(carrier, bytes, callers, nanos)
                                    : beside(carrier, bytes, callers, nanos))
                            .format());
        }
    }

    /** Small calls of one caller, while others make large ones; errors of both. */
    private static Measured beside(Carrier carrier, int bytes, int callers, long nanos)
            throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Measured> large =
                    other.submit(() -> ClosedLoop.run(carrier, bytes, callers, nanos));
            Measured small = ClosedLoop.run(carrier, Size.SMALL.bytes(), 1, nanos);
            return small.withMoreErrors(large.get().errors());
        } finally {
            other.shutdown();
        }
    }

    private void answer(String text) {
        out.println(Peer.ANSWER + text);
    }
}
