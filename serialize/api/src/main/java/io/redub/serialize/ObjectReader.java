package io.redub.serialize;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message after another, admitting only {@link AllowedTypes}. Not thread-safe. Every
 * method throws {@link SerializationException} on input it does not admit, never an error.
 */
public interface ObjectReader {
    /** Starts a message at the reader index of {@code in}. */
    void begin(ByteBuf in, AllowedTypes types);

    int readInt();

    /** Reads a string or null; nothing else is accepted, whatever the tag says. */
    @Nullable String readString();

    @Nullable Object readObject(DeclaredType declared);

    /** Reads a map of strings to plain values, or null as an empty map. */
    Map<String, Object> readMap();

    /** Ends the message and forgets everything about it; safe to call twice. */
    void end();
}
