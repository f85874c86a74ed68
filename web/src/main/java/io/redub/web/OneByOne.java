package io.redub.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayDeque;

/**
 * Passes one message on for each read that is asked for, and keeps the others back: those of one
 * read of the socket, so they are few. Unlike Netty's handler of this kind it asks the socket for
 * more only once all of a read was passed on. Of the I/O thread.
 */
final class OneByOne extends ChannelDuplexHandler {
    private final ArrayDeque<Object> kept = new ArrayDeque<>();
    private boolean wanted;
    private boolean passing;
    private boolean receiving;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        receiving = true;
        kept.add(message);
        pass(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        receiving = false;
        if (wanted) {
            ctx.read();
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        wanted = true;
        pass(ctx);
        if (wanted && !receiving && !passing) {
            ctx.read();
        }
    }

    private void pass(ChannelHandlerContext ctx) {
        if (passing) {
            return;
        }
        passing = true;
        while (wanted && !kept.isEmpty()) {
            wanted = false;
            passOne(ctx);
        }
        passing = false;
    }

    private void passOne(ChannelHandlerContext ctx) {
        Object next = kept.remove();
        if (next instanceof ChannelInputShutdownEvent) {
            ctx.fireUserEventTriggered(next);
        } else {
            ctx.fireChannelRead(next);
        }
    }

    /** That the peer sends no more is told behind what it sent before. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            kept.add(event);
            pass(ctx);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** What came before the end is passed on: it may be all that was missing. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        while (!kept.isEmpty()) {
            passOne(ctx);
        }
        ctx.fireChannelInactive();
    }
}
