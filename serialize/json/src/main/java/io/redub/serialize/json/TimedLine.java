package io.redub.serialize.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import java.io.IOException;

/** The bytes of a line, as long as there is time left to read the message. */
final class TimedLine extends ByteBufInputStream {
    private final AllowedTypes types;
    private final long begun;

    TimedLine(ByteBuf in, int length, AllowedTypes types, long begun) {
        super(in, length);
        this.types = types;
        this.begun = begun;
    }

    /** Jackson asks for some thousand bytes at a time. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (System.nanoTime() - begun > types.limits().time().toNanos()) {
            throw types.limits().exceeded(Bound.TIME, types);
        }
        return super.read(target, offset, length);
    }
}
