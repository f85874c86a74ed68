package io.redub.example.shop;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.service.RpcException;

/**
 * A process that places a few orders at the shop and says how they ended:
 *
 * <pre>ShopConsumer [--registry URL] [--orders N]</pre>
 */
public final class ShopConsumer {
    private ShopConsumer() {}

    public static void main(String[] args) {
        try {
            Arguments arguments = Arguments.parse(args, "--registry", "--orders");
            buy(
                    arguments.text("--registry", ShopProvider.REGISTRY),
                    arguments.number("--orders", 10, 1_000_000));
        } catch (IllegalArgumentException | IllegalStateException | RpcException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void buy(String registry, int orders) {
        try (RedubBootstrap redub =
                RedubBootstrap.application("shop-customer").registry(registry).start()) {
            Customer customer = new Customer(redub.refer(ReferenceConfig.of(OrderService.class)));
            for (int number = 0; number < orders; number++) {
                System.out.println("order-" + number + ": " + customer.buy(number));
            }
        }
    }
}
