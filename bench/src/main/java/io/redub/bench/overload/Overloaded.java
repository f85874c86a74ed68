package io.redub.bench.overload;

import io.redub.bench.Peer;
import java.io.IOException;
import java.time.Duration;

/** A provider and its client, each in a JVM of its own. Not thread-safe. */
final class Overloaded implements AutoCloseable {
    private final Peer server;
    private final Peer client;

    /**
     * @param heap megabytes that the provider's heap holds after a collection, still under the load
     */
    record Seen(Outcome outcome, double heap) {}

    private Overloaded(Peer server, Peer client) {
        this.server = server;
        this.client = client;
    }

    static Overloaded start(Provider provider) throws IOException {
        Peer server = Peer.start(OverloadPeer.class, null, "server", provider.name());
        try {
            Peer client =
                    Peer.start(
                            OverloadPeer.class, null, "client", provider.name(), server.answer());
            client.answer();
            return new Overloaded(server, client);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    Seen run(double callsPerSecond, Duration warmUp, Duration counted) throws IOException {
        String outcome =
                client.ask(
                        "run " + callsPerSecond + " " + warmUp.toNanos() + " " + counted.toNanos());
        double heap = Double.parseDouble(server.ask("heap"));
        client.ask("stop");
        return new Seen(Outcome.parse(outcome), heap);
    }

    @Override
    public void close() throws IOException {
        try (server) {
            client.close();
        }
    }
}
