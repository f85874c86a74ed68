package io.redub.protocol.hessian;

import io.redub.protocol.web.Refusal;
import io.redub.service.StatusCode;

/** Bytes that are no Hessian. */
final class MalformedHessian extends Refusal {
    private static final long serialVersionUID = 1L;

    /**
     * @param text what is wrong, and what was expected
     */
    MalformedHessian(String text) {
        super(400, StatusCode.SERIALIZATION, "malformed Hessian: " + text);
    }
}
