package io.redub.protocol.webservice;

import jakarta.jws.WebService;
import java.math.BigDecimal;
import java.util.List;

/** What {@link Ledger} does. */
@WebService(endpointInterface = "io.redub.protocol.webservice.Ledger")
public class LedgerBean implements Ledger {
    @Override
    public BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void note(String text) {}

    @Override
    public String take(BigDecimal amount, String from) throws OverdrawnException {
        if (amount.signum() > 0) {
            Reason reason = new Reason();
            reason.setLimit(5);
            throw new OverdrawnException("too much", reason);
        }
        return amount + " from " + from;
    }
}
