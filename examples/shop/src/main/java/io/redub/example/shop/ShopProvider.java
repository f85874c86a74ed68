package io.redub.example.shop;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.service.EchoService;
import io.redub.service.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that provides one service of the shop and calls those it needs:
 *
 * <pre>ShopProvider SERVICE [--registry URL] [--host ADDRESS] [--port PORT]
 *     [--connections N] [--millis N]</pre>
 *
 * SERVICE is order, inventory, payment or account. The inventory asks a database of so many
 * connections (10), which takes so many milliseconds for a query (0). It prints {@code ready
 * HOST:PORT} once it can be called, and ends when its standard input does, or on a signal.
 */
public final class ShopProvider {
    static final String REGISTRY = "zookeeper://127.0.0.1:2181";
    private static final String USAGE =
            "usage: ShopProvider order|inventory|payment|account"
                    + " [--registry URL] [--host ADDRESS] [--port PORT]"
                    + " [--connections N] [--millis N]";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ShopProvider() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            Arguments arguments =
                    Arguments.parse(
                            args, "--registry", "--host", "--port", "--connections", "--millis");
            if (arguments.words().size() != 1) {
                throw new IllegalArgumentException("which service?");
            }
            new ShopProvider().run(arguments.words().get(0), arguments);
        } catch (IllegalArgumentException | RpcException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private void run(String service, Arguments arguments) throws InterruptedException {
        String registry = arguments.text("--registry", REGISTRY);
        String host = arguments.text("--host", "127.0.0.1");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "shop-stop"));
        Thread input = new Thread(this::awaitEndOfInput, "shop-input");
        input.setDaemon(true);
        input.start();
        try (RedubBootstrap redub =
                RedubBootstrap.application("shop-" + service)
                        .registry(registry)
                        .host(host)
                        .protocol(
                                "dubbo",
                                arguments.number("--port", 0, 65535),
                                Map.of("bind.ip", host))
                        .shutdownHook(false)
                        .shutdownWait(Duration.ofSeconds(5))) {
            // All that an order needs; who asks for less important things says so by his own.
            redub.service(service(service, arguments, redub).set("priority", "critical")).start();
            System.out.println("ready " + host + ":" + redub.port("dubbo"));
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    /** The service of this name, made of those it calls. */
    private ServiceConfig<?> service(String name, Arguments arguments, RedubBootstrap redub)
            throws InterruptedException {
        return switch (name) {
            case "order" -> orders(redub);
            case "payment" -> payments(redub);
            case "inventory" -> inventory(arguments);
            case "account" -> ServiceConfig.of(AccountService.class, new Accounts());
            default ->
                    throw new IllegalArgumentException(
                            "service: '"
                                    + name
                                    + "' (expected: order, inventory, payment or account)");
        };
    }

    private static ServiceConfig<InventoryService> inventory(Arguments arguments) {
        int connections = Math.max(1, arguments.number("--connections", 10, 10_000));
        int millis = arguments.number("--millis", 0, 1_000);
        return ServiceConfig.of(
                InventoryService.class, new Inventory(new Database(connections, millis)));
    }

    private ServiceConfig<OrderService> orders(RedubBootstrap redub) throws InterruptedException {
        InventoryService inventory = refer(redub, InventoryService.class);
        PaymentService payments = refer(redub, PaymentService.class);
        return ServiceConfig.<OrderService>of(OrderService.class, new Orders(inventory, payments))
                .timeout(Duration.ofSeconds(5));
    }

    private ServiceConfig<PaymentService> payments(RedubBootstrap redub)
            throws InterruptedException {
        AccountService accounts = refer(redub, AccountService.class);
        return ServiceConfig.<PaymentService>of(PaymentService.class, new Payments(accounts))
                .timeout(Duration.ofSeconds(2));
    }

    /** Refers to a service whose providers may be starting too, and waits for one of them. */
    private <T> T refer(RedubBootstrap redub, Class<T> type) throws InterruptedException {
        T service = redub.refer(ReferenceConfig.of(type).check(false));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                ((EchoService) service).$echo("there?");
                return service;
            } catch (RpcException e) {
                if (System.nanoTime() - until > 0
                        || stop.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    /** A process that started this one holds the other end, also when it dies by a signal. */
    private void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("Standard input is lost: " + e.getMessage());
        }
        stop.countDown();
    }

    private void stopAndWait() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
