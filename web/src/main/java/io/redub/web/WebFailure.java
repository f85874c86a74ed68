package io.redub.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request got no answer. */
public final class WebFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** There is no connection to the peer, and none could be made. */
        UNREACHABLE,
        /** All connections are in use, and enough requests wait for one. */
        BUSY,
        /** Not within its time. */
        TIMEOUT,
        /** The connection ended first. */
        LOST,
        /** The answer is longer than it may be. */
        TOO_LARGE,
        /** What came is no answer of HTTP. */
        MALFORMED
    }

    private final Kind kind;
    private final boolean sent;

    WebFailure(Kind kind, boolean sent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.sent = sent;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether some of the request may have reached the peer. */
    public boolean sent() {
        return sent;
    }
}
