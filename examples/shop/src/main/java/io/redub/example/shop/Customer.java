package io.redub.example.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Buys at the shop and checks every answer against the same shop run in this process. Thread-safe.
 */
public final class Customer {
    /** How a purchase ended that went as it should. */
    public enum Outcome {
        RECEIPT,
        /** The order was for something sold out, and the shop said so. */
        OUT_OF_STOCK
    }

    /** One order in so many is for an article that is sold out. */
    private static final int SOLD_OUT_EVERY = 50;

    private static final int CUSTOMERS = 100;
    private static final long FIRST_ORDER_AT = Instant.parse("2026-11-01T08:00:00Z").toEpochMilli();

    private final OrderService shop;
    private final OrderService local = new Orders(new Inventory(), new Payments(new Accounts()));

    public Customer(OrderService shop) {
        this.shop = shop;
    }

    /**
     * Places the order with this number, ≥ 0.
     *
     * @throws IllegalStateException if the answer is wrong
     * @throws RuntimeException if the call failed
     */
    public Outcome buy(long number) {
        Order order = order(number);
        Answer expected = place(local, order);
        Answer got = place(shop, order);
        if (!got.equals(expected)) {
            throw new IllegalStateException(
                    "wrong answer to " + order + ": got " + got + " (expected: " + expected + ")");
        }
        return got.receipt() == null ? Outcome.OUT_OF_STOCK : Outcome.RECEIPT;
    }

    private static Answer place(OrderService service, Order order) {
        try {
            return new Answer(service.place(order), null);
        } catch (OutOfStockException e) {
            return new Answer(null, e.article() + ": " + e.inStock() + ", " + e.getMessage());
        }
    }

    private static Order order(long number) {
        List<OrderLine> lines = new ArrayList<>();
        int articles = Catalogue.ARTICLES.size();
        for (int i = 0; i <= number % articles; i++) {
            Catalogue.Article article = Catalogue.ARTICLES.get((int) ((number + i) % articles));
            lines.add(new OrderLine(article.name(), 1 + i));
        }
        if (number % SOLD_OUT_EVERY == SOLD_OUT_EVERY - 1) {
            lines.add(new OrderLine(Catalogue.SOLD_OUT.name(), 1));
        }
        return new Order(
                "order-" + number,
                "customer-" + number % CUSTOMERS,
                lines,
                Instant.ofEpochMilli(FIRST_ORDER_AT + number));
    }

    /** Either a receipt or what was out of stock. */
    private record Answer(@Nullable Receipt receipt, @Nullable String outOfStock) {}
}
