package io.redub.protocol.hessian;

import static io.redub.protocol.hessian.DepotServer.call;
import static io.redub.protocol.hessian.DepotServer.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caucho.hessian.client.HessianProxyFactory;
import com.caucho.hessian.io.HessianServiceException;
import com.caucho.hessian.server.HessianSkeleton;
import com.sun.net.httpserver.HttpServer;
import io.redub.protocol.ProviderInvoker;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caucho's client against Redub, and Redub's against Caucho's skeleton in the JDK's server. */
class CauchoTest {
    /** Some that the service does not have. */
    public interface More {
        String missing(String text) throws HessianServiceException;

        Object any(Object value) throws HessianServiceException;

        String over(String text, int number);
    }

    private static <T> T proxy(Class<T> type, DepotServer server, boolean two, boolean overloads)
            throws Exception {
        HessianProxyFactory factory = new HessianProxyFactory();
        factory.setHessian2Request(two);
        factory.setOverloadEnabled(overloads);
        return type.cast(factory.create(type, server.url()));
    }

    private static Depot.Item item() {
        Depot.Item item = new Depot.Item("tea");
        item.price = new BigDecimal("1.50");
        item.since = new Date(60_001);
        item.colour = Depot.Colour.BLUE;
        item.sizes = new short[] {1, 300};
        item.parts = new HashMap<>(Map.of("bag", new Depot.Item("bag")));
        item.parent = item;
        return item;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsClientCallsUsWithHessianOneAndTwo(boolean two) throws Exception {
        try (DepotServer server = new DepotServer("")) {
            Depot depot = proxy(Depot.class, server, two, true);
            Depot.Item back = depot.echo(item());
            assertThat(back).usingRecursiveComparison().isEqualTo(item());
            assertThat(back.parent).isSameAs(back);
            assertThat(depot.echo(null)).isNull();
            assertThat(depot.sum(1, 2L, (short) 3, 4.5, true, 'a')).isEqualTo(108);
            assertThat(
                            depot.all(
                                            new HashSet<>(Set.of("a")),
                                            new TreeMap<>(Map.of("b", 1)),
                                            new long[] {Long.MIN_VALUE})
                                    .get(1)
                                    .name)
                    .isEqualTo("[a] {b=1} [-9223372036854775808]");
            depot.nothing();
            assertThat(depot.over("a")).isEqualTo("text a");
            assertThat(depot.over(1)).isEqualTo("number 1");
            assertThat(depot.over("a", 1)).isEqualTo("both a1");
            String large = "ü€\uD83D\uDE00".repeat(30_000);
            assertThat(depot.over(large)).isEqualTo("text " + large);
            assertThat(depot.any(new HashMap<>(Map.of(1, 2.5)))).isEqualTo(Map.of(1, 2.5));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsClientSendsAndTakesBinaries(boolean two) throws Exception {
        try (DepotServer server = new DepotServer("")) {
            Depot depot = proxy(Depot.class, server, two, false);
            for (int size : new int[] {0, 5, 1000, 1024, 40_000, 3_000_000}) {
                String sum = DepotBean.checked(DepotBean.generated(size));
                Map<String, String> tags = new HashMap<>(Map.of("a", "b"));
                assertThat(depot.store("f", tags, DepotBean.generated(size)))
                        .isEqualTo("f {a=b} " + sum);
                try (InputStream back = depot.load(size)) {
                    assertThat(DepotBean.checked(back)).isEqualTo(sum);
                }
                byte[] content = DepotBean.generated(size).readAllBytes();
                assertThat(depot.twice(content)).hasSize(2 * size).startsWith(content);
                assertThat(depot.size(size, content)).isEqualTo(size + " " + size);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsClientUnderstandsFaults(boolean two) throws Exception {
        try (DepotServer server = new DepotServer("")) {
            Depot depot = proxy(Depot.class, server, two, false);
            assertThatThrownBy(() -> depot.take("no tea"))
                    .isInstanceOfSatisfying(Depot.Gone.class, e -> assertThat(e.since).isEqualTo(7))
                    .hasMessage("no tea is gone");
            More more = proxy(More.class, server, two, false);
            assertThatThrownBy(() -> more.missing("a"))
                    .isInstanceOfSatisfying(
                            HessianServiceException.class,
                            e -> assertThat(e.getCode()).isEqualTo("NoSuchMethodException"))
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> more.any(new Depot.Stranger()))
                    .hasMessageContaining("is not admitted")
                    .isInstanceOf(HessianServiceException.class);
            assertThat(more.over("a", 1)).isEqualTo("both a1");
        }
    }

    @Test
    void itsClientAsksForTheInterface() throws Exception {
        try (DepotServer server = new DepotServer("")) {
            Object depot = new HessianProxyFactory().create(server.url());
            assertThat(((Depot) depot).over("a", 1)).isEqualTo("both a1");
        }
    }

    @Test
    void weCallItsSkeleton() throws Exception {
        HessianSkeleton skeleton = new HessianSkeleton(new DepotBean(), Depot.class);
        HttpServer foreign =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext(
                "/depot",
                exchange -> {
                    exchange.getResponseHeaders().set("content-type", "x-application/hessian");
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        skeleton.invoke(exchange.getRequestBody(), exchange.getResponseBody());
                    } catch (Exception e) {
                        throw new java.io.IOException(e);
                    } finally {
                        exchange.close();
                    }
                });
        foreign.start();
        HessianProtocol protocol = new HessianProtocol();
        try (ProviderInvoker invoker =
                DepotServer.refer(protocol, foreign.getAddress().getPort(), "depot", "")) {
            Depot.Item back = (Depot.Item) call(invoker, "echo", item());
            assertThat(back).usingRecursiveComparison().isEqualTo(item());
            assertThat(call(invoker, "sum", 1, 2L, (short) 3, 4.5, true, 'a')).isEqualTo(108L);
            assertThat(call(invoker, "over", "a")).isEqualTo("text a");
            assertThat(call(invoker, "over", 1)).isEqualTo("number 1");
            assertThat(call(invoker, "over", "a", 1)).isEqualTo("both a1");
            Status gone = failure(invoker, "take", "no tea");
            assertThat(gone.code()).isEqualTo(StatusCode.APPLICATION);
            assertThat(gone.cause()).isInstanceOf(Depot.Gone.class).hasMessage("no tea is gone");
            for (int size : new int[] {0, 5, 40_000, 3_000_000}) {
                String sum = DepotBean.checked(DepotBean.generated(size));
                assertThat(call(invoker, "store", "f", Map.of(), DepotBean.generated(size)))
                        .isEqualTo("f {} " + sum);
                try (InputStream stream = (InputStream) call(invoker, "load", (long) size)) {
                    assertThat(DepotBean.checked(stream)).isEqualTo(sum);
                }
                byte[] content = DepotBean.generated(size).readAllBytes();
                assertThat((byte[]) call(invoker, "twice", (Object) content)).hasSize(2 * size);
            }
        } finally {
            protocol.destroy();
            foreign.stop(0);
        }
    }
}
