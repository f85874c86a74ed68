package io.redub.protocol.webservice;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.xml.ws.RequestWrapper;
import jakarta.xml.ws.WebFault;
import java.math.BigDecimal;
import java.util.List;

/** An interface with the annotations of Jakarta XML Web Services. */
@WebService(name = "Books", targetNamespace = "urn:ledger")
public interface Ledger {
    /** What a fault tells. */
    class Reason {
        private int limit;

        public int getLimit() {
            return limit;
        }

        public void setLimit(int limit) {
            this.limit = limit;
        }
    }

    /** With the object that its fault tells, as generated ones have. */
    @WebFault(name = "Overdrawn", targetNamespace = "urn:ledger")
    class OverdrawnException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Reason reason;

        public OverdrawnException(String message, Reason reason) {
            super(message);
            this.reason = reason;
        }

        public Reason getFaultInfo() {
            return reason;
        }
    }

    @WebMethod(operationName = "AddUp")
    @WebResult(name = "sum")
    BigDecimal sum(@WebParam(name = "amount") List<BigDecimal> amounts);

    @RequestWrapper(localName = "draw", targetNamespace = "urn:ledger")
    String take(
            @WebParam(name = "amount") BigDecimal amount,
            @WebParam(name = "from", targetNamespace = "urn:accounts") String from)
            throws OverdrawnException;
}
