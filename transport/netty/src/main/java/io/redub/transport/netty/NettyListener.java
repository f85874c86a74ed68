package io.redub.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.redub.transport.BindOptions;
import io.redub.transport.Transport;
import java.util.function.Consumer;

/** One who listens at a port, and the connections it got. */
final class NettyListener implements Transport.Listener {
    private static final long CLOSE_MILLIS = 5_000;

    private final NettyPort port;
    private final NettyTransport transport;
    private final BindOptions options;
    private final Consumer<Channel> pipeline;
    private final ChannelGroup accepted =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    NettyListener(
            NettyPort port,
            NettyTransport transport,
            BindOptions options,
            Consumer<Channel> pipeline) {
        this.port = port;
        this.transport = transport;
        this.options = options;
        this.pipeline = pipeline;
    }

    BindOptions options() {
        return options;
    }

    /** Takes a connection, or closes it if there are too many; on its I/O thread. */
    void accept(Channel channel) {
        if (options.maxConnections() > 0 && accepted.size() >= options.maxConnections()) {
            channel.close();
            return;
        }
        accepted.add(channel);
        NettyTransport.addIdle(channel, 0, options.idle().toMillis());
        pipeline.accept(channel);
    }

    @Override
    public int port() {
        return port.number();
    }

    @Override
    public long strangers() {
        return port.strangers();
    }

    @Override
    public void close() {
        port.leave(this);
        accepted.close().awaitUninterruptibly(CLOSE_MILLIS);
        transport.left(this);
    }
}
