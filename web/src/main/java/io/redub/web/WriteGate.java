package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Lets a thread write to a channel no faster than its peer takes it. The I/O thread tells of every
 * change; a writer that waits is woken by it. Guarded by its monitor.
 */
final class WriteGate {
    private final Channel channel;

    /** Counts messages: a writer that outlived its own must not write into the next one. */
    private int message;

    WriteGate(Channel channel) {
        this.channel = channel;
    }

    synchronized int next() {
        message++;
        return message;
    }

    /** The channel can be written to again, or is closed. */
    synchronized void changed() {
        notifyAll();
    }

    void write(int of, ByteBuf piece) throws IOException {
        try {
            await(of);
        } catch (IOException e) {
            piece.release();
            throw e;
        }
        channel.writeAndFlush(new DefaultHttpContent(piece), channel.voidPromise());
    }

    void end(int of) throws IOException {
        await(of);
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    }

    private synchronized void await(int of) throws IOException {
        while (channel.isActive() && of == message && !channel.isWritable()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the peer did not read");
            }
        }
        if (!channel.isActive() || of != message) {
            throw new IOException("the connection was closed before all was written");
        }
    }
}
