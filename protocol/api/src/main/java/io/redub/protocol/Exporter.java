package io.redub.protocol;

import io.redub.url.URL;

/** A service that is exported. Closing takes it away; closing twice does nothing more. */
public interface Exporter extends AutoCloseable {
    /** The URL it is reached at, with the port that was bound. */
    URL url();

    /**
     * Tells connected consumers to send no more calls here; those under way go on. Where services
     * share a connection, consumers are told once all of them stop.
     */
    void announceStop();

    /** Calls that were taken in and not yet answered; never fewer than those of this service. */
    int active();

    @Override
    void close();
}
