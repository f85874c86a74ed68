package io.redub.protocol.webservice;

import io.redub.service.StatusCode;

/** A message that is answered with a fault before any method is called. */
final class SoapRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Soap.Fault fault;
    private final StatusCode code;
    private final String text;

    SoapRefusal(Soap.Fault fault, StatusCode code, String text) {
        super(text, null, false, false);
        this.fault = fault;
        this.code = code;
        this.text = text;
    }

    Soap.Fault fault() {
        return fault;
    }

    StatusCode code() {
        return code;
    }

    String text() {
        return text;
    }
}
