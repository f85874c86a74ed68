package io.redub.protocol.web;

import java.io.IOException;

/** What was to be sent cannot be read: told apart from a peer that does not take it. */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    public SourceException(IOException cause) {
        super("the stream that was to be sent failed: " + cause, cause);
    }
}
