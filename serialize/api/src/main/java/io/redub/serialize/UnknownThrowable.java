package io.redub.serialize;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a peer's throwable whose class is not among the {@link AllowedTypes}: carries what
 * every throwable has, and the name of its class. Never thrown by Redub itself; whoever reads a
 * message turns it into an exception of the caller's vocabulary.
 */
public final class UnknownThrowable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;

    /** Made without a stack trace of this process; set the peer's with {@link #setStackTrace}. */
    public UnknownThrowable(String className, @Nullable String message) {
        super(message);
        this.className = className;
    }

    /** The class the peer named; it may not exist here. */
    public String className() {
        return className;
    }

    @Override
    public String toString() {
        String message = getMessage();
        return message == null ? className : className + ": " + message;
    }

    /** The trace of the place that read the message would say nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
