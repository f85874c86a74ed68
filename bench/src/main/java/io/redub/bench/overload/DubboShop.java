package io.redub.bench.overload;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.redub.bench.Loopback;
import io.redub.example.shop.AccountService;
import io.redub.example.shop.Accounts;
import io.redub.example.shop.Database;
import io.redub.example.shop.Inventory;
import io.redub.example.shop.InventoryService;
import io.redub.example.shop.OrderService;
import io.redub.example.shop.Orders;
import io.redub.example.shop.PaymentService;
import io.redub.example.shop.Payments;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A process of the demo's shop on Dubbo, with the demo's own implementations. As {@link
 * io.redub.example.shop.ShopProvider} it says {@code ready HOST:PORT} and ends with its standard
 * input; it has Dubbo's defaults.
 *
 * <pre>DubboShop SERVICE CONNECTIONS MILLIS [SERVICE=HOST:PORT …]</pre>
 */
final class DubboShop {
    private static final int ORDER_TIMEOUT_MILLIS = 5_000;
    private static final int PAYMENT_TIMEOUT_MILLIS = 2_000;

    private final Map<String, String> addresses = new HashMap<>();
    private final DubboBootstrap dubbo = DubboBootstrap.getInstance();
    private final Database database;

    private DubboShop(String[] args) {
        database = new Database(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        for (int i = 3; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            addresses.put(pair[0], pair[1]);
        }
        // Otherwise it says on standard error which loggers it looked for.
        System.setProperty("dubbo.application.logger", "slf4j");
        ApplicationConfig application = new ApplicationConfig("shop-" + args[0]);
        application.setQosEnable(false);
        // It would write all its threads into the user's home when it refuses the first call.
        application.setDumpEnable(false);
        dubbo.application(application).registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
    }

    public static void main(String[] args) throws IOException {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        // It logs the stack of each call that fails within another, which costs more than the call.
        ((Logger) LoggerFactory.getLogger("org.apache.dubbo")).setLevel(Level.OFF);
        int port = new DubboShop(args).serve(args[0]);
        out.println("ready " + Loopback.HOST + ":" + port);
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    private int serve(String service) {
        ProtocolConfig protocol = new ProtocolConfig("dubbo", Loopback.freePort());
        protocol.setHost(Loopback.HOST);
        protocol.setSerialization("hessian2");
        protocol.setPreferSerialization("hessian2");
        dubbo.protocol(protocol);
        ServiceConfig<?> exported =
                switch (service) {
                    case "order" ->
                            service(
                                    OrderService.class,
                                    new Orders(
                                            refer(InventoryService.class, "inventory"),
                                            refer(PaymentService.class, "payment")),
                                    ORDER_TIMEOUT_MILLIS);
                    case "payment" ->
                            service(
                                    PaymentService.class,
                                    new Payments(refer(AccountService.class, "account")),
                                    PAYMENT_TIMEOUT_MILLIS);
                    case "account" -> service(AccountService.class, new Accounts(), null);
                    default -> service(InventoryService.class, new Inventory(database), null);
                };
        // The first reference has started Dubbo; what it is told of later it does not export.
        dubbo.start();
        exported.export();
        return protocol.getPort();
    }

    private <T> T refer(Class<T> type, String service) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setInterface(type);
        reference.setUrl("dubbo://" + addresses.get(service) + "/" + type.getName());
        dubbo.reference(reference);
        return reference.get();
    }

    private static <T> ServiceConfig<T> service(
            Class<T> type, T bean, @Nullable Integer timeoutMillis) {
        ServiceConfig<T> service = new ServiceConfig<>();
        service.setInterface(type);
        service.setRef(bean);
        service.setTimeout(timeoutMillis);
        return service;
    }
}
