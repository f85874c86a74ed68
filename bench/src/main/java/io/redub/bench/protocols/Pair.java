package io.redub.bench.protocols;

import io.redub.bench.Peer;
import java.io.IOException;
import java.time.Duration;

/** One protocol's provider and client, each a running JVM. Not thread-safe. */
final class Pair implements AutoCloseable {
    private final Peer server;
    private final Peer client;

    private Pair(Peer server, Peer client) {
        this.server = server;
        this.client = client;
    }

    static Pair start(String protocol) throws IOException {
        Peer server = Peer.start(ProtocolPeer.class, null, "server", protocol);
        try {
            Peer client = Peer.start(ProtocolPeer.class, null, "client", protocol, server.answer());
            client.answer();
            return new Pair(server, client);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    Measured run(int bytes, int callers, Duration time) throws IOException {
        return Measured.parse(client.ask("run " + bytes + " " + callers + " " + time.toNanos()));
    }

    /** What small calls see while so many callers make calls of so many bytes. */
    Measured beside(int bytes, int callers, Duration time) throws IOException {
        return Measured.parse(client.ask("beside " + bytes + " " + callers + " " + time.toNanos()));
    }

    @Override
    public void close() throws IOException {
        try (server) {
            client.close();
        }
    }
}
