package io.redub.exchange;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;

/** Where requests go out: a client, or the serving end of a connection asking back. Thread-safe. */
public interface RequestChannel {
    /** {@code host:port} of the peer. */
    String peer();

    /** Whether a call sent now would go out. */
    boolean available();

    /** Completes when the attempt to connect that is under way succeeds or fails. */
    CompletableFuture<?> ready();

    /** Sends a call; it ends through {@link PendingCall}, never by an exception here. */
    void send(PendingCall<?> call);

    /**
     * Sends a frame nobody waits for.
     *
     * @return false, with the frame released, if there is no connection or its queue is full
     */
    boolean sendOneWay(ByteBuf frame);
}
