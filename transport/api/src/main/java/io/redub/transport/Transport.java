package io.redub.transport;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * Opens and accepts connections on I/O threads of its own. Thread-safe. Every {@link Receiver} is
 * called by one I/O thread, and must never block it.
 */
public interface Transport extends AutoCloseable {
    /**
     * Listens on an address.
     *
     * @throws IOException if the address cannot be bound; the message names it
     */
    Listener bind(BindOptions options, Acceptor acceptor) throws IOException;

    /**
     * Connects to a server; completes exceptionally with an {@link IOException} that names the
     * address if it cannot.
     */
    CompletionStage<Connection> connect(ConnectOptions options, Acceptor acceptor);

    /** Closes everything opened here and stops the I/O threads. */
    @Override
    void close();

    /** A listening socket. */
    interface Listener extends AutoCloseable {
        /** The port it listens on, also where port 0 was asked for. */
        int port();

        /** Stops accepting and closes the accepted connections. */
        @Override
        void close();
    }
}
