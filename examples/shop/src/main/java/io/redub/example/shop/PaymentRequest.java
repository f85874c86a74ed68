package io.redub.example.shop;

import java.io.Serializable;
import java.math.BigDecimal;

/** Who shall pay how much for which order. */
public record PaymentRequest(String orderId, String customerId, BigDecimal amount)
        implements Serializable {}
