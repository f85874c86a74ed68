package io.redub.service;

import org.jspecify.annotations.Nullable;

/** What a generic call throws when the method itself threw: the exception's class and message. */
public class GenericException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String exceptionClass;
    private final @Nullable String exceptionMessage;

    public GenericException(@Nullable String exceptionClass, @Nullable String exceptionMessage) {
        super(exceptionClass + ": " + exceptionMessage);
        this.exceptionClass = exceptionClass;
        this.exceptionMessage = exceptionMessage;
    }

    public @Nullable String getExceptionClass() {
        return exceptionClass;
    }

    public @Nullable String getExceptionMessage() {
        return exceptionMessage;
    }
}
