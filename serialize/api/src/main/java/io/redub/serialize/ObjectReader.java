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

    /**
     * From here on admits {@code types}: what was read before told whose they are, and was strings
     * only.
     */
    void admit(AllowedTypes types);

    /** Whether the message goes on. */
    boolean hasNext();

    /** Reads what {@link ObjectWriter#writeByte} wrote. */
    int readByte();

    /** Reads a string or null; nothing else is accepted, whatever the tag says. */
    @Nullable String readString();

    @Nullable Object readObject(DeclaredType declared);

    /** Reads a map of strings to plain values, or null as an empty map. */
    Map<String, Object> readMap();

    /** Ends the message and forgets everything about it; safe to call twice. */
    void end();

    /**
     * Whether a message was begun and not ended. Code of users that runs while a value is read may
     * call another service; its messages then need another reader. Default: false, for forms that
     * run no such code.
     */
    default boolean inUse() {
        return false;
    }
}
