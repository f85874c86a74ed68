package io.redub.transport;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * Opens and accepts connections on I/O threads of its own. Thread-safe. Every {@link Receiver} is
 * called by one I/O thread, and must never block it.
 */
public interface Transport extends AutoCloseable {
    /**
     * Listens on an address, which listeners of other protocols may have open already if both say
     * how their connections begin.
     *
     * @throws IOException if the address cannot be bound, or not shared; the message names it
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

        /**
         * Connections to this port that were closed because their first bytes, or that none came in
         * time, told none of the protocols on it. 0 where the port was not shared.
         */
        default long strangers() {
            return 0;
        }

        /** Stops accepting and closes the accepted connections; those of others go on. */
        @Override
        void close();
    }
}
