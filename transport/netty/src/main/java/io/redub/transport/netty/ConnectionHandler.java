package io.redub.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import io.redub.transport.Acceptor;
import io.redub.transport.Receiver;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects one Netty channel to its {@link Receiver}; lives on the channel's I/O thread. */
final class ConnectionHandler extends ByteToMessageDecoder {
    private static final Logger log = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Acceptor acceptor;
    private final boolean pausesReading;
    private @Nullable NettyConnection connection;
    private @Nullable Receiver receiver;
    private @Nullable Throwable cause;

    /**
     * @param pausesReading whether nothing is read from a peer while it does not read: for the
     *     serving end only, lest both ends wait for each other
     */
    ConnectionHandler(Acceptor acceptor, boolean pausesReading) {
        this.acceptor = acceptor;
        this.pausesReading = pausesReading;
    }

    @Nullable NettyConnection connection() {
        return connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        NettyConnection opened = new NettyConnection(ctx.channel());
        connection = opened;
        receiver = acceptor.accept(opened);
        super.channelActive(ctx);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        Receiver target = receiver;
        if (target == null) {
            in.skipBytes(in.readableBytes());
        } else {
            target.received(in);
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        // An unfinished frame at the end of a connection is nothing to act on.
        in.skipBytes(in.readableBytes());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        NettyConnection current = connection;
        if (current != null) {
            current.writabilityChanged();
        }
        if (pausesReading) {
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }
        super.channelWritabilityChanged(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        Receiver target = receiver;
        if (event instanceof IdleStateEvent && target != null) {
            target.idle();
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        try {
            // Decodes what is left, which may fail as it did before.
            super.channelInactive(ctx);
        } finally {
            NettyConnection current = connection;
            Receiver target = receiver;
            receiver = null;
            if (current != null) {
                current.dropAll();
            }
            if (target != null) {
                target.closed(cause);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        if (cause == null) {
            cause = thrown;
        }
        if (thrown instanceof IOException) {
            log.debug("Connection with {} failed: {}", peer(), thrown.toString());
        } else {
            log.warn("Closing the connection with {}: {}", peer(), thrown.toString(), thrown);
        }
        ctx.close();
    }

    private String peer() {
        NettyConnection current = connection;
        return current == null ? "an unknown peer" : current.peer();
    }
}
