package io.redub.protocol.web;

import io.redub.service.StatusCode;

/** A request with a method of HTTP that is not for this path. */
public final class NotAllowed extends Refusal {
    private static final long serialVersionUID = 1L;

    private final String allowed;

    /**
     * @param allowed those that are, as in the header Allow
     */
    public NotAllowed(String method, String allowed) {
        this(method, allowed, "");
    }

    /**
     * @param more to be told behind those
     */
    public NotAllowed(String method, String allowed, String more) {
        super(
                405,
                StatusCode.PROTOCOL,
                "the HTTP method "
                        + Texts.shown(method)
                        + " is not for this path (expected: "
                        + allowed
                        + more
                        + ")");
        this.allowed = allowed;
    }

    public String allowed() {
        return allowed;
    }
}
