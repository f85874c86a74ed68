package io.redub.serialize;

import org.jspecify.annotations.Nullable;

/** A value that cannot be written or bytes that are not admitted; says what, where, what to do. */
public class SerializationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SerializationException(String message) {
        super(message);
    }

    public SerializationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
