package io.redub.bench.overload;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.example.shop.Accounts;
import io.redub.example.shop.Inventory;
import io.redub.example.shop.InventoryService;
import io.redub.example.shop.Order;
import io.redub.example.shop.OrderLine;
import io.redub.example.shop.OrderService;
import io.redub.example.shop.Orders;
import io.redub.example.shop.OutOfStockException;
import io.redub.example.shop.Payments;
import io.redub.example.shop.Receipt;
import io.redub.service.RpcContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Who calls the shop: customers place orders, the core of the business; shop windows ask the
 * inventory what is there, and crawlers do the same, which matters least. Answers are compared with
 * those of the same services in this process. Thread-safe.
 */
final class Customers {
    /** The time of a call. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final int ORDERS = 100;

    /** An order, and its receipt. */
    private record Expected(Order order, Receipt receipt) {}

    private final OrderService orders;
    private final InventoryService windows;
    private final InventoryService crawlers;
    private final List<Expected> expected;

    Customers(RedubBootstrap redub, String orderAddress, String inventoryAddress)
            throws OutOfStockException {
        orders =
                redub.refer(
                        reference(OrderService.class, orderAddress)
                                .method("place", m -> m.async(true)));
        windows = inventory(redub, inventoryAddress, "normal");
        crawlers = inventory(redub, inventoryAddress, "sheddable");
        Orders local = new Orders(new Inventory(), new Payments(new Accounts()));
        Expected[] all = new Expected[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            Order order = order(i);
            all[i] = new Expected(order, local.place(order));
        }
        expected = List.of(all);
    }

    private static InventoryService inventory(
            RedubBootstrap redub, String address, String priority) {
        return redub.refer(
                reference(InventoryService.class, address)
                        .set("priority", priority)
                        .method("reserve", m -> m.async(true)));
    }

    private static <T> ReferenceConfig<T> reference(Class<T> type, String address) {
        return ReferenceConfig.of(type).url("dubbo://" + address).timeout(TIMEOUT).retries(0);
    }

    private static Order order(int number) {
        List<OrderLine> lines =
                IntStream.rangeClosed(0, number % 3)
                        .mapToObj(
                                i ->
                                        new OrderLine(
                                                List.of("teapot", "cup", "kettle").get(i), 1 + i))
                        .toList();
        return new Order(
                "order-" + number, "customer-" + number, lines, Instant.ofEpochSecond(number));
    }

    CompletableFuture<?> order() {
        Expected any = any();
        return call(() -> orders.place(any.order), any.receipt);
    }

    CompletableFuture<?> look() {
        return reserve(windows);
    }

    CompletableFuture<?> crawl() {
        return reserve(crawlers);
    }

    private CompletableFuture<?> reserve(InventoryService inventory) {
        Expected any = any();
        return call(
                () -> inventory.reserve(any.order.id(), any.order.lines()), any.receipt.items());
    }

    private Expected any() {
        return expected.get(ThreadLocalRandom.current().nextInt(ORDERS));
    }

    private interface Call {
        Object make() throws OutOfStockException;
    }

    private static CompletableFuture<?> call(Call call, Object right) {
        try {
            call.make();
        } catch (OutOfStockException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Object> answer = Objects.requireNonNull(RpcContext.get().future());
        return answer.thenAccept(
                got -> {
                    if (!right.equals(got)) {
                        throw new IllegalStateException(
                                "got " + got + " (expected: " + right + ")");
                    }
                });
    }
}
