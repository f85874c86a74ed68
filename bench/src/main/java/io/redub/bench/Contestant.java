package io.redub.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server JVM and a client JVM of one side, connected. Not thread-safe. */
final class Contestant implements AutoCloseable {
    private final Peer server;
    private final Peer client;

    private Contestant(Peer server, Peer client) {
        this.server = server;
        this.client = client;
    }

    static Contestant start(Side side, @Nullable Path recordings) throws IOException {
        Peer server = Peer.start(recordings, "server", side.name());
        try {
            String port = server.answer().substring("port=".length());
            Peer client = Peer.start(recordings, "client", side.name(), port);
            client.answer();
            return new Contestant(server, client);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    Sample run(Operation operation, Mode mode, Duration time) throws IOException {
        server.ask("start");
        String answer = client.ask("run " + operation.method() + " " + mode + " " + time.toNanos());
        Usage serverUsage = Measurement.parseUsage(server.ask("stop"));
        return new Sample(Measurement.parse(answer), serverUsage);
    }

    @Override
    public void close() throws IOException {
        try (server) {
            client.close();
        }
    }
}
