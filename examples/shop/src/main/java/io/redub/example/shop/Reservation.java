package io.redub.example.shop;

import java.io.Serializable;
import java.math.BigDecimal;

/** Articles set aside for an order, at the price of now. */
public record Reservation(String article, int quantity, BigDecimal unitPrice, String warehouse)
        implements Serializable {
    public BigDecimal price() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
