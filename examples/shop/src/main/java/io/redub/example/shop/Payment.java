package io.redub.example.shop;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The answer to a {@link PaymentRequest}.
 *
 * @param amount after the customer's discount
 * @param reference under which the payment is found again; it follows from the order
 */
public record Payment(Status status, BigDecimal amount, String reference) implements Serializable {
    /** Whether the money will come. */
    public enum Status {
        AUTHORIZED,
        OVER_LIMIT
    }
}
