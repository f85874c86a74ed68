package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes as the body of a message that has begun. Not thread-safe. */
final class ChunkStream extends OutputStream {
    private final WriteGate gate;
    private final int message;
    private final int capacity;
    private ByteBuf buffer;
    private boolean closed;

    ChunkStream(WriteGate gate, int capacity) {
        this.gate = gate;
        this.message = gate.next();
        this.capacity = capacity;
        this.buffer = Unpooled.buffer(capacity);
    }

    @Override
    public void write(int value) throws IOException {
        room().writeByte(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            ByteBuf target = room();
            int some = Math.min(left, target.maxFastWritableBytes());
            target.writeBytes(source, from, some);
            from += some;
            left -= some;
        }
    }

    private ByteBuf room() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (buffer.readableBytes() >= capacity) {
            flush();
        }
        return buffer;
    }

    @Override
    public void flush() throws IOException {
        if (buffer.isReadable()) {
            ByteBuf full = buffer;
            buffer = Unpooled.buffer(capacity);
            gate.write(message, full);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            flush();
            closed = true;
            gate.end(message);
        }
    }
}
