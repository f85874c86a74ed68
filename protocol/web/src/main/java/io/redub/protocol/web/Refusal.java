package io.redub.protocol.web;

import io.redub.service.StatusCode;
import io.redub.web.Problem;

/** A message that is not served, or not understood: with a status of HTTP and a code of Redub's. */
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int http;
    private final StatusCode code;
    private final String text;

    public Refusal(int http, StatusCode code, String text) {
        super(text, null, false, false);
        this.http = http;
        this.code = code;
        this.text = text;
    }

    public static Refusal malformed(String text) {
        return new Refusal(400, StatusCode.SERIALIZATION, text);
    }

    /** The status of HTTP. */
    public int http() {
        return http;
    }

    public StatusCode code() {
        return code;
    }

    public String text() {
        return text;
    }

    public Problem problem() {
        return HttpStatuses.coded(Problem.of(http, text), code);
    }
}
