package io.redub.example.shop;

import java.io.Serializable;

/**
 * One article of an order.
 *
 * @param quantity 1 or more
 */
public record OrderLine(String article, int quantity) implements Serializable {}
