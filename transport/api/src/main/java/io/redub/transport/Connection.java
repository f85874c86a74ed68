package io.redub.transport;

import io.netty.buffer.ByteBuf;

/**
 * One connection. Any thread may send; frames are queued without a lock and written in batches, one
 * wake-up and one flush each. The queue is bounded.
 */
public interface Connection {
    /** {@code host:port} of the peer. */
    String peer();

    boolean isOpen();

    /**
     * Queues a frame. Returns false, with the ownership of the bytes still at the caller, if the
     * connection is closed or its queue is full.
     */
    boolean send(Outgoing outgoing);

    /** Like {@link #send(Outgoing)} where nobody wants to know; releases the bytes if refused. */
    boolean send(ByteBuf frame);

    /** Closes after what is queued was written. */
    void close();
}
