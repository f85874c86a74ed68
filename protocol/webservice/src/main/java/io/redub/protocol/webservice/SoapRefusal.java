package io.redub.protocol.webservice;

import io.redub.protocol.web.Refusal;
import io.redub.service.StatusCode;

/** An envelope that is answered with a fault of its own before any method is called. */
final class SoapRefusal extends Refusal {
    private static final long serialVersionUID = 1L;

    private final Soap.Fault fault;

    SoapRefusal(Soap.Fault fault, StatusCode code, String text) {
        super(500, code, text);
        this.fault = fault;
    }

    /** That with which a refusal of any kind is answered. */
    static Soap.Fault fault(Refusal refusal) {
        return refusal instanceof SoapRefusal own ? own.fault : Soap.Fault.SENDER;
    }
}
