package io.redub.example.shop;

import io.redub.service.Idempotent;

/** Takes orders; what the shop's customers call. */
public interface OrderService {
    /**
     * Places an order. The same order gets the same receipt again, from every instance.
     *
     * @throws OutOfStockException if an article of the order is not to be had in this quantity
     */
    @Idempotent
    Receipt place(Order order) throws OutOfStockException;
}
