package io.redub.serialize.hessian2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands each value to its buffer in one piece: a value that cannot be carried leaves the buffer as
 * it was. Not thread-safe.
 */
final class Hessian2Writer implements ObjectWriter {
    private final ValueWriter values = new ValueWriter();
    private ByteBuf out = Unpooled.EMPTY_BUFFER;

    @Override
    public void begin(ByteBuf target, Dialect dialect) {
        values.begin(dialect);
        out = target;
    }

    @Override
    public void writeByte(int value) {
        values.writeInt(value);
        flush();
    }

    @Override
    public void writeString(@Nullable String value) {
        values.writeString(value);
        flush();
    }

    @Override
    public void writeObject(@Nullable Object value, DeclaredType declared) {
        try {
            values.writeValue(value, (TypeNode) declared);
        } catch (SerializationException e) {
            values.at = 0;
            throw e;
        } catch (RuntimeException e) {
            values.at = 0;
            throw new SerializationException(
                    "cannot write a %s: %s"
                            .formatted(declared.type().getTypeName(), e.getClass().getName()),
                    e);
        }
        flush();
    }

    @Override
    public void writeMap(Map<String, ?> map) {
        values.writeStringMap(map);
        flush();
    }

    private void flush() {
        out.writeBytes(values.bytes, 0, values.at);
        values.at = 0;
    }

    @Override
    public boolean inUse() {
        return out != Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void end() {
        values.end();
        out = Unpooled.EMPTY_BUFFER;
    }
}
