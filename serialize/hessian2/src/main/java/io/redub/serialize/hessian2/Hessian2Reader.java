package io.redub.serialize.hessian2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.SerializationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes values from a buffer. Whatever the bytes make a user's class do (a constructor that fails,
 * a hash code that never ends) becomes a {@link SerializationException}. Not thread-safe.
 */
final class Hessian2Reader implements ObjectReader {
    private final ValueReader values;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;

    Hessian2Reader(LongSupplier nanoClock) {
        this.values = new ValueReader(nanoClock);
    }

    @Override
    public void begin(ByteBuf source, AllowedTypes types) {
        values.begin(source, types);
        in = source;
    }

    @Override
    public void admit(AllowedTypes types) {
        values.begin(in, types);
    }

    @Override
    public boolean hasNext() {
        return in.isReadable();
    }

    @Override
    public int readByte() {
        int value = values.readInt();
        advance();
        return value;
    }

    @Override
    public @Nullable String readString() {
        String value = values.readString();
        advance();
        return value;
    }

    @Override
    public @Nullable Object readObject(DeclaredType declared) {
        try {
            Object value = values.readValue((TypeNode) declared);
            advance();
            return value;
        } catch (SerializationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new SerializationException(
                    "a value at or before byte %d is not what a %s can hold: %s"
                            .formatted(
                                    values.at - values.start,
                                    declared.type().getTypeName(),
                                    e.getClass().getName()),
                    e);
        }
    }

    @Override
    public Map<String, Object> readMap() {
        Object value = readObject(TypeNode.STRING_MAP);
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> read) {
            for (Map.Entry<?, ?> entry : read.entrySet()) {
                if (entry.getKey() instanceof String key && entry.getValue() != null) {
                    map.put(key, entry.getValue());
                }
            }
        }
        return map;
    }

    private void advance() {
        in.readerIndex(in.readerIndex() + values.at - values.read);
        values.read = values.at;
    }

    @Override
    public boolean inUse() {
        return in != Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void end() {
        values.end();
        in = Unpooled.EMPTY_BUFFER;
    }
}
