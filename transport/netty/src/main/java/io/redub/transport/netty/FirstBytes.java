package io.redub.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first bytes of one connection, gives it to the listener whose protocol begins with
 * them, and is gone from it. Lives on the channel's I/O thread.
 */
final class FirstBytes extends ByteToMessageDecoder {
    /** How long the rest of the first bytes may take once one has come. */
    private static final long REST_MILLIS = 10_000;

    private static final int SHOWN = 8;

    private final NettyPort port;
    private @Nullable ScheduledFuture<?> timeout;
    private boolean begun;

    FirstBytes(NettyPort port) {
        this.port = port;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        await(ctx, port.patienceMillis());
    }

    private void await(ChannelHandlerContext ctx, long millis) {
        cancel();
        timeout =
                ctx.executor()
                        .schedule(
                                () ->
                                        port.refuse(
                                                ctx.channel(),
                                                "it sent too little for " + millis + " ms"),
                                millis,
                                TimeUnit.MILLISECONDS);
    }

    private void cancel() {
        ScheduledFuture<?> running = timeout;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!ctx.channel().isOpen()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        NettyListener owner = port.owner(in);
        if (owner == null) {
            undecided(ctx, in);
            return;
        }
        cancel();
        port.decided(ctx.channel());
        owner.accept(ctx.channel());
        // What is behind this has missed it.
        ctx.fireChannelActive();
        // Passes on what has come.
        ctx.pipeline().remove(this);
    }

    private void undecided(ChannelHandlerContext ctx, ByteBuf in) {
        if (!port.isOpenYet(in)) {
            String shown =
                    ByteBufUtil.hexDump(in, in.readerIndex(), Math.min(SHOWN, in.readableBytes()));
            in.skipBytes(in.readableBytes());
            cancel();
            port.refuse(ctx.channel(), "its first bytes are 0x" + shown);
        } else if (!begun) {
            begun = true;
            await(ctx, Math.min(REST_MILLIS, port.patienceMillis()));
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        cancel();
        super.channelInactive(ctx);
    }

    /** Such as a reset by the peer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        ctx.close();
    }
}
