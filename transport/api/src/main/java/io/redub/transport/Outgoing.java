package io.redub.transport;

import io.netty.buffer.ByteBuf;

/** A frame on its way out whose sender wants to know whether it was handed to the socket. */
public interface Outgoing {
    /** The bytes; the connection owns them from the moment {@link Connection#send} accepted. */
    ByteBuf frame();

    /**
     * Called once, on the I/O thread, right before the bytes go to the socket.
     *
     * @return false to leave the frame out
     */
    boolean writing();

    /** Called instead of {@link #writing()} if the connection closed first. */
    void dropped();
}
