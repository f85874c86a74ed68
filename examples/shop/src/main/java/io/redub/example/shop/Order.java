package io.redub.example.shop;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a customer wants.
 *
 * @param id chosen by the customer's side, so that placing the order twice is one order
 */
public record Order(String id, String customerId, List<OrderLine> lines, Instant placedAt)
        implements Serializable {}
