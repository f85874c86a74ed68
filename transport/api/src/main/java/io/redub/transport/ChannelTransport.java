package io.redub.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A transport whose connections are Netty's channels, for protocols of which Netty has a codec.
 * They use the same I/O threads as all else on this transport. Thread-safe.
 */
public interface ChannelTransport extends Transport {
    /**
     * Listens on an address.
     *
     * @param options {@link BindOptions#idle()} is reported to the pipeline as Netty's event
     * @param pipeline puts the handlers on every new channel, on its I/O thread
     * @throws IOException if the address cannot be bound; the message names it
     */
    Listener bindChannels(BindOptions options, Consumer<Channel> pipeline) throws IOException;

    /**
     * What connects from these I/O threads; hosts are looked up without blocking one. The caller
     * adds the address and a handler. Channels it opens are closed with the transport.
     */
    Bootstrap bootstrap();
}
