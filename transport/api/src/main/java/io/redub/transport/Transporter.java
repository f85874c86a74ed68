package io.redub.transport;

import io.redub.extension.SPI;

/** A way to move bytes between processes. Thread-safe and without state of its own. */
@SPI("netty")
public interface Transporter {
    /**
     * Starts a transport that shares nothing with others.
     *
     * @param ioThreads threads that move bytes, ≥ 1; 0: processors + 1, at most 32
     */
    Transport open(int ioThreads);
}
