package io.redub.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.redub.transport.Transport;
import java.net.InetSocketAddress;

/** A bound server socket and the connections it accepted. */
final class NettyListener implements Transport.Listener {
    private static final long CLOSE_MILLIS = 5_000;

    private final Channel server;
    private final ChannelGroup accepted;
    private final int port;

    NettyListener(Channel server, ChannelGroup accepted) {
        this.server = server;
        this.accepted = accepted;
        this.port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly(CLOSE_MILLIS);
        accepted.close().awaitUninterruptibly(CLOSE_MILLIS);
    }
}
