package io.redub.service;

import org.jspecify.annotations.Nullable;

/**
 * Why a call failed: what kind, where it arose, a message for people, and the cause.
 *
 * @param message says what was wrong, where, and what to do
 * @param cause what the user's method threw for {@link StatusCode#APPLICATION}; otherwise the
 *     underlying fault, if there is one
 * @param times where the time went, of a call that timed out; null for other failures, and where
 *     the protocol does not know
 */
public record Status(
        StatusCode code,
        Origin origin,
        String message,
        @Nullable Throwable cause,
        @Nullable CallTimes times) {
    public Status(StatusCode code, Origin origin, String message, @Nullable Throwable cause) {
        this(code, origin, message, cause, null);
    }

    /** The same with another message. */
    public Status withMessage(String newMessage) {
        return new Status(code, origin, newMessage, cause, times);
    }

    public static Status of(StatusCode code, Origin origin, String message) {
        return new Status(code, origin, message, null);
    }

    /** What the user's method threw. */
    public static Status application(Throwable thrown) {
        return new Status(
                StatusCode.APPLICATION, Origin.REMOTE, String.valueOf(thrown.getMessage()), thrown);
    }

    /**
     * True only if the call was surely not executed: it never left this process, or the provider
     * refused it before running it.
     */
    public boolean surelyNotExecuted() {
        return origin == Origin.BEFORE_SEND
                || (origin == Origin.REMOTE
                        && (code == StatusCode.LIMIT_EXCEEDED
                                || code == StatusCode.CLOSED
                                || code == StatusCode.SERVICE_NOT_FOUND));
    }

    /** The exception a caller gets: the user's own for APPLICATION, else an RpcException. */
    public Throwable toThrowable() {
        return code == StatusCode.APPLICATION && cause != null ? cause : new RpcException(this);
    }
}
