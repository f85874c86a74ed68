package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.EchoService;
import io.redub.service.GenericException;
import io.redub.service.GenericService;
import io.redub.service.RpcException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider that has no interface, and consumers with and without it. */
class GenericServiceTest {
    /** A value of the interface that the provider lacks. */
    public record Order(String item, int count) implements Serializable {}

    /** The interface that the provider lacks. */
    public interface Orders {
        Order twice(Order order);

        List<Order> all(List<Order> orders);

        int sum(int a, int b);

        void fail(String why);
    }

    private static RedubBootstrap provider;
    private static RedubBootstrap consumer;

    @BeforeAll
    static void start() {
        provider =
                RedubBootstrap.application("generic-provider")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(
                                ServiceConfig.generic(
                                        Orders.class.getName(), GenericServiceTest::answer))
                        .start();
        consumer = RedubBootstrap.application("generic-consumer");
    }

    private static Object answer(String method, String[] types, Object[] arguments) {
        switch (method) {
            case "twice":
                Map<Object, Object> order = new HashMap<>((Map<?, ?>) arguments[0]);
                order.put("count", 2 * (Integer) order.get("count"));
                return order;
            case "all":
                return arguments[0];
            case "sum":
                return (Integer) arguments[0] + (Integer) arguments[1];
            default:
                throw new IllegalStateException(method + Arrays.toString(types) + arguments[0]);
        }
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
    }

    private static String url() {
        return "dubbo://127.0.0.1:" + provider.port("dubbo");
    }

    @Test
    void aGenericConsumerCallsAGenericProvider() throws Exception {
        GenericService orders =
                consumer.refer(ReferenceConfig.generic(Orders.class.getName()).url(url()));
        Map<String, Object> order = Map.of("item", "tea", "count", 2);
        Object answer = orders.$invoke("twice", new String[] {"Order"}, new Object[] {order});
        assertThat(answer).isEqualTo(Map.of("item", "tea", "count", 4));
        assertThat(
                        orders.$invokeAsync("sum", new String[] {"int", "int"}, new Object[] {1, 2})
                                .get(5, TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(((EchoService) orders).$echo("hello")).isEqualTo("hello");
    }

    @Test
    void aConsumerWithTheInterfaceCallsAGenericProvider() {
        Orders orders =
                consumer.refer(
                        ReferenceConfig.of(Orders.class).url(url() + "?generic=true").retries(0));
        assertThat(orders.twice(new Order("tea", 2))).isEqualTo(new Order("tea", 4));
        assertThat(orders.all(List.of(new Order("a", 1)))).containsExactly(new Order("a", 1));
        assertThat(orders.sum(3, 4)).isEqualTo(7);
        assertThatThrownBy(() -> orders.fail("so"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fail[java.lang.String]so");
        assertThat(((EchoService) orders).$echo("hello")).isEqualTo("hello");
    }

    @Test
    void aMethodTheGenericServiceDoesNotKnowIsItsFailure() {
        GenericService orders =
                consumer.refer(ReferenceConfig.generic(Orders.class.getName()).url(url()));
        assertThatThrownBy(() -> orders.$invoke("no", new String[0], new Object[] {"x"}))
                .isInstanceOfAny(IllegalStateException.class, GenericException.class)
                .isNotInstanceOf(RpcException.class);
    }
}
