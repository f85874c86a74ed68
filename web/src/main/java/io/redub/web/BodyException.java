package io.redub.web;

import java.io.IOException;

/** The body of a request cannot be had; says why, and with which status that is answered. */
public final class BodyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    BodyException(int status, String message) {
        super(message);
        this.status = status;
    }

    BodyException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
