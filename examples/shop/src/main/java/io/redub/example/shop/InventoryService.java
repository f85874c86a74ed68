package io.redub.example.shop;

import io.redub.service.Idempotent;
import java.util.List;

/** Knows what is in the warehouses. */
public interface InventoryService {
    /**
     * Sets articles aside for an order. The same lines of the same order give the same answer.
     *
     * @throws OutOfStockException naming the first article that is not there in this quantity
     */
    @Idempotent
    List<Reservation> reserve(String orderId, List<OrderLine> lines) throws OutOfStockException;
}
