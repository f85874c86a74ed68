package io.redub.serialize.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each value as a line. Not thread-safe. */
final class JsonWriter implements ObjectWriter {
    private final JsonMapper mapper;
    private final JavaType text;
    private final JavaType map;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;

    JsonWriter(JsonMapper mapper) {
        this.mapper = mapper;
        this.text = mapper.constructType(String.class);
        this.map = mapper.getTypeFactory().constructMapType(Map.class, String.class, Object.class);
    }

    @Override
    public void begin(ByteBuf target, Dialect dialect) {
        out = target;
    }

    @Override
    public void writeByte(int value) {
        out.writeCharSequence(value + "\n", StandardCharsets.US_ASCII);
    }

    @Override
    public void writeString(@Nullable String value) {
        write(value, text);
    }

    @Override
    public void writeObject(@Nullable Object value, DeclaredType declared) {
        write(value, ((JsonType) declared).resolved());
    }

    @Override
    public void writeMap(Map<String, ?> values) {
        write(values, map);
    }

    private void write(@Nullable Object value, JavaType type) {
        try (OutputStream target = new ByteBufOutputStream(out)) {
            mapper.writerFor(type).writeValue(target, value);
            out.writeByte('\n');
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot write a %s: %s".formatted(type.toCanonical(), e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw new SerializationException(
                    "cannot write a %s: it holds itself, or is nested too deep"
                            .formatted(type.toCanonical()),
                    e);
        }
    }

    @Override
    public boolean inUse() {
        return out != Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void end() {
        out = Unpooled.EMPTY_BUFFER;
    }
}
