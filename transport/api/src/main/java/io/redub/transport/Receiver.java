package io.redub.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Gets what happens on one connection. All methods are called on its I/O thread, must not block and
 * must not run user code.
 */
public interface Receiver {
    /**
     * Takes from {@code in} what makes whole frames and leaves the rest, which comes again with
     * more bytes behind it. An exception closes the connection.
     */
    void received(ByteBuf in);

    /** Nothing moved on the connection for the idle time asked for. */
    void idle();

    /** The connection is closed; nothing comes after this. */
    void closed(@Nullable Throwable cause);
}
