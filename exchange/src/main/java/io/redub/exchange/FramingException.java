package io.redub.exchange;

/** The bytes of a connection cannot be cut into frames any more; the connection is closed. */
final class FramingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FramingException(String message) {
        super(message);
    }
}
