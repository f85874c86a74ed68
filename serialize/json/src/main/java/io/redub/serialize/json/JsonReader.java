package io.redub.serialize.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.SerializationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads each value from a line. Not thread-safe. */
final class JsonReader implements ObjectReader {
    private final Mappers mappers;
    private final JavaType text;
    private final JavaType number;
    private final JavaType map;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int start;
    private long begun;
    private @Nullable AllowedTypes types;
    private @Nullable JsonMapper mapper;

    JsonReader(Mappers mappers) {
        this.mappers = mappers;
        JsonMapper any = mappers.writing();
        this.text = any.constructType(String.class);
        this.number = any.constructType(byte.class);
        this.map = any.getTypeFactory().constructMapType(Map.class, String.class, Object.class);
    }

    @Override
    public void begin(ByteBuf source, AllowedTypes admitted) {
        in = source;
        start = source.readerIndex();
        begun = System.nanoTime();
        admit(admitted);
    }

    @Override
    public void admit(AllowedTypes admitted) {
        types = admitted;
        mapper = mappers.reading(admitted);
    }

    @Override
    public boolean hasNext() {
        return in.isReadable();
    }

    @Override
    public int readByte() {
        return read(number) instanceof Byte value ? value : 0;
    }

    @Override
    public @Nullable String readString() {
        return (String) read(text);
    }

    @Override
    public @Nullable Object readObject(DeclaredType declared) {
        return read(((JsonType) declared).resolved());
    }

    @Override
    public Map<String, Object> readMap() {
        Map<String, Object> read = new LinkedHashMap<>();
        if (read(map) instanceof Map<?, ?> found) {
            found.forEach(
                    (key, value) -> {
                        if (value != null) {
                            read.put((String) key, value);
                        }
                    });
        }
        return read;
    }

    private @Nullable Object read(JavaType type) {
        AllowedTypes world = types;
        JsonMapper current = mapper;
        if (world == null || current == null) {
            throw new IllegalStateException("no message was begun");
        }
        int at = in.readerIndex() - start;
        int length = in.bytesBefore((byte) '\n');
        if (length < 0) {
            throw new SerializationException(
                    "the line at byte %d breaks off (expected: a %s)"
                            .formatted(at, type.toCanonical()));
        }
        if (at + length > world.limits().bytes()) {
            throw world.limits().exceeded(Bound.BYTES, world);
        }
        try (InputStream line = new TimedLine(in, length, world, begun)) {
            Object value =
                    current.readerFor(type).withAttribute(Mappers.WORLD, world).readValue(line);
            in.readerIndex(start + at + length + 1);
            return value;
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "the line at byte %d is no %s: %s".formatted(at, type.toCanonical(), cause(e)),
                    e);
        } catch (StackOverflowError e) {
            throw new SerializationException(
                    "the line at byte %d is nested too deep".formatted(at), e);
        }
    }

    /** What Jackson says without the excerpt of the source that follows. */
    private static String cause(Exception e) {
        String message = String.valueOf(e.getMessage());
        int excerpt = message.indexOf("\n at [");
        return excerpt < 0 ? message : message.substring(0, excerpt);
    }

    @Override
    public boolean inUse() {
        return types != null;
    }

    @Override
    public void end() {
        in = Unpooled.EMPTY_BUFFER;
        types = null;
        mapper = null;
    }
}
