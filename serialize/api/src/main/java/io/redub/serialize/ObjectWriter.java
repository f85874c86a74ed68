package io.redub.serialize;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message after another. Tables of classes, types and references are shared by all
 * values of one message. Not thread-safe.
 */
public interface ObjectWriter {
    /** Starts a message that is appended to {@code out}. */
    void begin(ByteBuf out, Dialect dialect);

    /** Writes a small number, -128..127, such as one that says what follows. */
    void writeByte(int value);

    void writeString(@Nullable String value);

    /**
     * Writes a value that the signature declares as {@code declared}.
     *
     * @throws SerializationException if the value cannot be carried; what was written so far is
     *     useless then
     */
    void writeObject(@Nullable Object value, DeclaredType declared);

    /** Writes an untyped map of strings to values. */
    void writeMap(Map<String, ?> map);

    /** Ends the message and forgets everything about it; safe to call twice. */
    void end();

    /**
     * Whether a message was begun and not ended. Code of users that runs while a value is written
     * may call another service; its messages then need another writer. Default: false, for forms
     * that run no such code.
     */
    default boolean inUse() {
        return false;
    }
}
