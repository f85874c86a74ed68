package io.redub.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopTest {
    @Test
    void ordersGoThroughAllServicesAndTheRegistry(@TempDir Path folder) {
        String registry =
                "embedded://127.0.0.1:0?data="
                        + folder.resolve("zookeeper")
                        + "&file="
                        + folder.resolve("snapshot");
        try (RedubBootstrap leaves =
                        application("leaves", registry)
                                .service(ServiceConfig.of(InventoryService.class, new Inventory()))
                                .service(ServiceConfig.of(AccountService.class, new Accounts()))
                                .start();
                RedubBootstrap payment =
                        application("payment", registry)
                                .service(payments(leaves.refer(refer(AccountService.class))))
                                .start();
                RedubBootstrap order =
                        application("order", registry)
                                .service(
                                        orders(
                                                leaves.refer(refer(InventoryService.class)),
                                                payment.refer(refer(PaymentService.class))))
                                .start()) {
            Customer customer = new Customer(order.refer(refer(OrderService.class)));

            Map<Customer.Outcome, Long> outcomes =
                    LongStream.range(0, 100)
                            .mapToObj(customer::buy)
                            .collect(
                                    Collectors.groupingBy(
                                            outcome -> outcome, Collectors.counting()));

            assertThat(outcomes)
                    .isEqualTo(
                            Map.of(
                                    Customer.Outcome.RECEIPT,
                                    98L,
                                    Customer.Outcome.OUT_OF_STOCK,
                                    2L));
        }
    }

    @Test
    void aCustomerNoticesAWrongAnswer() {
        Orders honest = new Orders(new Inventory(), new Payments(new Accounts()));
        Customer customer =
                new Customer(
                        order -> {
                            Receipt receipt = honest.place(order);
                            return new Receipt(
                                    receipt.orderId(),
                                    List.of(),
                                    receipt.total(),
                                    receipt.payment());
                        });

        assertThatThrownBy(() -> customer.buy(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wrong answer to Order[id=order-3");
    }

    private static RedubBootstrap application(String name, String registry) {
        return RedubBootstrap.application(name)
                .registry(registry)
                .host("127.0.0.1")
                .protocol("dubbo", 0, Map.of("bind.ip", "127.0.0.1"));
    }

    private static ServiceConfig<PaymentService> payments(AccountService accounts) {
        return ServiceConfig.of(PaymentService.class, new Payments(accounts));
    }

    private static ServiceConfig<OrderService> orders(
            InventoryService inventory, PaymentService payments) {
        return ServiceConfig.of(OrderService.class, new Orders(inventory, payments));
    }

    private static <T> ReferenceConfig<T> refer(Class<T> type) {
        return ReferenceConfig.of(type).timeout(Duration.ofSeconds(10));
    }
}
