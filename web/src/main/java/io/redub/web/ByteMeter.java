package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Counts the bytes that come, before they are understood. Of the I/O thread. */
final class ByteMeter extends ChannelInboundHandlerAdapter {
    private long bytes;
    private long marked = -1;
    private long markedAt;

    long bytes() {
        return bytes;
    }

    /** When the first byte after this many was seen here, at the latest. */
    long firstSince(long count) {
        if (marked != count) {
            marked = count;
            markedAt = System.nanoTime();
        }
        return markedAt;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf piece) {
            bytes += piece.readableBytes();
        }
        ctx.fireChannelRead(message);
    }
}
