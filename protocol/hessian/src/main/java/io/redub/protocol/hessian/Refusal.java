package io.redub.protocol.hessian;

import io.redub.service.StatusCode;

/** A message that is not served, or not understood: what is wrong with it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int http;
    private final StatusCode code;
    private final String text;

    Refusal(int http, StatusCode code, String text) {
        super(text, null, false, false);
        this.http = http;
        this.code = code;
        this.text = text;
    }

    static Refusal malformed(String text) {
        return new Refusal(400, StatusCode.SERIALIZATION, "malformed Hessian: " + text);
    }

    /** The status of HTTP. */
    int http() {
        return http;
    }

    StatusCode code() {
        return code;
    }

    String text() {
        return text;
    }
}
