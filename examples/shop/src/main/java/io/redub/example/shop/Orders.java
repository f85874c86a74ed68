package io.redub.example.shop;

import java.math.BigDecimal;
import java.util.List;

/** The order service, which asks the inventory and the payment service. */
public final class Orders implements OrderService {
    private final InventoryService inventory;
    private final PaymentService payments;

    public Orders(InventoryService inventory, PaymentService payments) {
        this.inventory = inventory;
        this.payments = payments;
    }

    @Override
    public Receipt place(Order order) throws OutOfStockException {
        List<Reservation> items = inventory.reserve(order.id(), order.lines());
        BigDecimal total =
                items.stream().map(Reservation::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        Payment payment =
                payments.authorize(new PaymentRequest(order.id(), order.customerId(), total));
        return new Receipt(order.id(), items, total, payment);
    }
}
