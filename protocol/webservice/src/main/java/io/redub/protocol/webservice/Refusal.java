package io.redub.protocol.webservice;

import io.redub.service.StatusCode;

/** A request that is answered by HTTP alone: what is wrong with it. */
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
