package io.redub.protocol.http;

import io.redub.service.StatusCode;

/** A request with a method of HTTP that is not for this path. */
final class NotAllowed extends Refusal {
    private static final long serialVersionUID = 1L;

    final String allowed;

    NotAllowed(String method, String allowed) {
        super(
                405,
                StatusCode.PROTOCOL,
                "the HTTP method " + method + " is not for this path (expected: " + allowed + ")");
        this.allowed = allowed;
    }
}
