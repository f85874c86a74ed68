package io.redub.exchange;

import io.netty.buffer.ByteBuf;

/** The end of a connection that a request came in on: its answer goes out there. Thread-safe. */
public interface AnswerChannel {
    /** {@code host:port} of the peer. */
    String peer();

    boolean isOpen();

    /**
     * Sends an answer; false, with the frame released, if the connection does not take it. A peer
     * that leaves so many answers unread that no more may wait loses its connection.
     */
    boolean answer(ByteBuf frame);

    /**
     * Makes a call known that the peer waits for, so that it can ask how the call gets on and
     * withdraw it. On the I/O thread, before another thread works on the call. By default the peer
     * cannot.
     */
    default void serving(ServedCall call) {}
}
