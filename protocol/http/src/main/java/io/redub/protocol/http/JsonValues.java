package io.redub.protocol.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.protocol.SerializationChoice;
import io.redub.protocol.web.JsonPart;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON text, within the closed world of a service: by the serialization {@code json}.
 * Thread-safe.
 */
final class JsonValues {
    private final Serialization json;
    private final ThreadLocal<ObjectReader> readers;
    private final ThreadLocal<ObjectWriter> writers;

    private JsonValues(Serialization json) {
        this.json = json;
        this.readers = ThreadLocal.withInitial(json::reader);
        this.writers = ThreadLocal.withInitial(json::writer);
    }

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if there is no JSON here
     */
    static JsonValues installed() {
        return Installed.VALUES;
    }

    private static final class Installed {
        static final JsonValues VALUES = new JsonValues(SerializationChoice.require("json"));
    }

    Serialization serialization() {
        return json;
    }

    /**
     * Reads parts of a text, each as its type.
     *
     * @throws SerializationException for the part whose index is that of the first null behind what
     *     was read into {@code values}
     */
    void read(
            List<JsonPart> parts,
            DeclaredType[] declared,
            AllowedTypes types,
            @Nullable Object[] values,
            int[] reading) {
        int size = parts.stream().mapToInt(part -> part.end() - part.start() + 1).sum();
        ByteBuf lines = Unpooled.buffer(size);
        parts.forEach(part -> part.appendLine(lines));
        ObjectReader own = readers.get();
        ObjectReader reader = own.inUse() ? json.reader() : own;
        reader.begin(lines, types);
        try {
            for (int i = 0; i < declared.length; i++) {
                reading[0] = i;
                values[i] = reader.readObject(declared[i]);
            }
        } finally {
            reader.end();
        }
    }

    @Nullable Object read(JsonPart part, DeclaredType declared, AllowedTypes types) {
        @Nullable Object[] values = new Object[1];
        read(List.of(part), new DeclaredType[] {declared}, types, values, new int[1]);
        return values[0];
    }

    /** Appends the text of a value. */
    void write(@Nullable Object value, DeclaredType declared, ByteBuf out) {
        ObjectWriter own = writers.get();
        ObjectWriter writer = own.inUse() ? json.writer() : own;
        writer.begin(out, Dialect.DUBBO);
        try {
            writer.writeObject(value, declared);
        } finally {
            writer.end();
        }
        // Without the end of its line.
        out.writerIndex(out.writerIndex() - 1);
    }

    /** Why a value cannot be read, without the place in lines that nobody sees. */
    static String reason(SerializationException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^the line at byte \\d+ is no ", "no ");
    }
}
