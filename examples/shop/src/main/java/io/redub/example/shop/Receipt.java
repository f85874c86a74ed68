package io.redub.example.shop;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** What a customer gets for an order. */
public record Receipt(String orderId, List<Reservation> items, BigDecimal total, Payment payment)
        implements Serializable {}
