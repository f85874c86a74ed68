package io.redub.protocol;

import io.redub.url.URL;

/** A service that is exported. Closing takes it away; closing twice does nothing more. */
public interface Exporter extends AutoCloseable {
    /** The URL it is reached at, with the port that was bound. */
    URL url();

    /** Tells connected consumers to send no more calls here; those under way go on. */
    void announceStop();

    /** Calls that were taken in and not yet answered. */
    int active();

    @Override
    void close();
}
