package io.redub.protocol.webservice;

import jakarta.jws.Oneway;
import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlElementDecl;
import jakarta.xml.bind.annotation.XmlRegistry;
import jakarta.xml.bind.annotation.XmlSeeAlso;
import jakarta.xml.ws.RequestWrapper;
import jakarta.xml.ws.WebFault;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.namespace.QName;

/** An interface with the annotations of Jakarta XML Web Services. */
@WebService(name = "Books", targetNamespace = "urn:ledger")
@XmlSeeAlso(Ledger.Factory.class)
public interface Ledger {
    /** As tools generate them beside an interface. */
    @XmlRegistry
    class Factory {
        @XmlElementDecl(namespace = "urn:ledger", name = "draw")
        public JAXBElement<Reason> createDraw(Reason value) {
            return new JAXBElement<>(new QName("urn:ledger", "draw"), Reason.class, value);
        }
    }

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

    @Oneway
    void note(@WebParam(name = "text") String text);

    @RequestWrapper(localName = "draw", targetNamespace = "urn:ledger")
    String take(
            @WebParam(name = "amount") BigDecimal amount,
            @WebParam(name = "from", targetNamespace = "urn:accounts") String from)
            throws OverdrawnException;
}
