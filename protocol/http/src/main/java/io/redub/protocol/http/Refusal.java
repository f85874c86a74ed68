package io.redub.protocol.http;

import io.redub.service.StatusCode;

/** A request that is not carried out, and why: with a status of HTTP and a code of Redub's. */
class Refusal extends RuntimeException {
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
        return new Refusal(400, StatusCode.SERIALIZATION, text);
    }

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
