package io.redub.protocol.webservice;

import static io.redub.protocol.webservice.StoreServer.call;
import static io.redub.protocol.webservice.StoreServer.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.redub.protocol.ProviderInvoker;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference of Redub calls a provider of Redub, in both versions of SOAP. */
@ParameterizedClass
@ValueSource(strings = {"1.1", "1.2"})
class WebserviceInvokerTest {
    @Parameter String version;
    private StoreServer server;
    private ProviderInvoker store;

    @BeforeEach
    void open() throws Exception {
        server = new StoreServer("&payload=200000");
        store = server.refer("&payload=300000&soap=" + version);
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    private static Store.Item item() {
        Store.Item item = new Store.Item();
        item.setName("tea & \"biscuits\" <ä€😀>\r\n\t.");
        item.setCount(3);
        item.setPrice(new BigDecimal("1.50"));
        item.setSince(new Date(1_234_567_890_123L));
        item.setPicture(new byte[] {0, -1, 127});
        item.setNext(new Store.Item());
        item.setTags(List.of("a", "", "b"));
        item.setStock(Map.of("x", 1, "y", 2));
        item.setKind(Store.Kind.TOOL);
        item.setDay(LocalDate.of(2020, 2, 29));
        return item;
    }

    @Test
    void beansComeBackAsTheyWent() throws Exception {
        Store.Item back = (Store.Item) call(store, "item", item(), 4);
        Store.Item expected = item();
        expected.setCount(7);
        assertThat(back).usingRecursiveComparison().isEqualTo(expected);
        assertThat(call(store, "item", null, 1)).isNull();
    }

    @Test
    void listsArraysMapsAndSets() throws Exception {
        @SuppressWarnings("unchecked")
        List<Store.Item> items =
                (List<Store.Item>)
                        call(store, "items", List.of(item()), new String[] {"n"}, new byte[] {9});
        assertThat(items).hasSize(2);
        assertThat(items.get(1).getPicture()).containsExactly(9);
        assertThat((List<?>) call(store, "items", List.of(), new String[0], new byte[0])).isEmpty();
        assertThat((int[]) call(store, "numbers", new int[] {1, -2})).containsExactly(1, -2);
        assertThat((int[]) call(store, "numbers", new int[0])).isEmpty();
        Map<?, ?> shelf = (Map<?, ?>) call(store, "shelf", Map.of("a", 5));
        assertThat(((Store.Item) shelf.get("a")).getCount()).isEqualTo(5);
        assertThat(call(store, "set", Set.of("q"), 5L, 'ä', new BigDecimal("1.5")))
                .isEqualTo(Set.of("[q] 5ä1.5"));
        List<Integer> gaps = new ArrayList<>(Arrays.asList(1, null, 3));
        assertThat(call(store, "gaps", gaps)).isEqualTo(gaps);
    }

    @Test
    void recordsTimesNumbersAndOverloads() throws Exception {
        Store.Point far = new Store.Point(9, null, List.of());
        assertThat(call(store, "move", new Store.Point(1, "l", List.of(far)), List.of(far)))
                .isEqualTo(new Store.Point(2, "l", List.of(far)));
        Instant from = Instant.parse("2020-01-01T00:00:00.123456789Z");
        assertThat(call(store, "later", from, Duration.ofNanos(1))).isEqualTo(from.plusNanos(1));
        assertThat(
                        call(
                                store,
                                "all",
                                true,
                                Byte.MIN_VALUE,
                                Short.MAX_VALUE,
                                Long.MIN_VALUE,
                                Float.MIN_VALUE,
                                Double.NaN,
                                BigInteger.TWO.pow(99),
                                new UUID(1, 2)))
                .isEqualTo(true);
        assertThat(call(store, "kind", Store.Kind.FOOD)).isEqualTo(Store.Kind.FOOD);
        assertThat(call(store, "over", "a")).isEqualTo("text");
        assertThat(call(store, "over", 1)).isEqualTo("number");
        assertThat(call(store, "over", "a", 1)).isEqualTo("both");
        assertThat(call(store, "promise", "x")).isEqualTo("x!");
        assertThat(call(store, "nothing")).isNull();
        assertThat(call(store, "hello", (Object) null)).isEqualTo("hello null");
    }

    @Test
    void declaredExceptionsComeBackAsThemselves() throws Exception {
        Status sold = failure(store, "sell", "last");
        assertThat(sold.code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(sold.cause())
                .isInstanceOfSatisfying(
                        Store.SoldOutException.class, e -> assertThat(e.getLeft()).isEqualTo(3))
                .hasMessage("sold out");
        assertThat(failure(store, "sell", "lost").cause())
                .isInstanceOfSatisfying(
                        Store.LostException.class, e -> assertThat(e.getWhere()).isEqualTo("attic"))
                .hasMessage("lost it");
        assertThat(failure(store, "sell", "io").cause())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no file");
        assertThat(failure(store, "sell", "none").cause()).isInstanceOf(IOException.class);
    }

    @Test
    void othersAreToldByNameAndText() throws Exception {
        Status status = failure(store, "sell", "x");
        assertThat(status.code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(status.toThrowable())
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("java.lang.IllegalStateException: broken <x>\ufffd");
        assertThat(status.surelyNotExecuted()).isFalse();
    }

    @Test
    void attachmentsAndTraceContextTravelBothWays() throws Exception {
        Invocation call =
                Invocation.of(StoreServer.method("promise", "x"), "x")
                        .withAttachment("traceparent", "00-1-2-01")
                        .withAttachment("user", "an<n> ä\n")
                        .withAttachment("age", 7L);
        server.answers(
                asked -> {
                    assertThat(asked.attachments())
                            .containsEntry("traceparent", "00-1-2-01")
                            .containsEntry("user", "an<n> ä\n")
                            .containsEntry("age", 7L);
                    return new Result.Value("seen", Map.of("mood", "good", "ok", true));
                });
        Result result = store.invoke(call).toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(result).isEqualTo(new Result.Value("seen", Map.of("mood", "good", "ok", true)));
    }

    @Test
    void whatXmlCannotSayIsRefusedBeforeItIsSent() throws Exception {
        for (String text : List.of("\0", "\u001f", "\ufffe", "a\ud800b")) {
            Status status = failure(store, "hello", text);
            assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
            assertThat(status.origin()).isEqualTo(Origin.BEFORE_SEND);
        }
        Store.Item loop = new Store.Item();
        loop.setNext(loop);
        assertThat(failure(store, "item", loop, 1).code()).isEqualTo(StatusCode.SERIALIZATION);
    }

    @Test
    void theLimitOfAMessageHoldsBothWays() throws Exception {
        Status status = failure(store, "hello", "x".repeat(400_000));
        assertThat(status.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        assertThat(status.origin()).isEqualTo(Origin.BEFORE_SEND);
        Status there = failure(store, "hello", "x".repeat(250_000));
        assertThat(there.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        assertThat(there.origin()).isEqualTo(Origin.REMOTE);
        server.answers(asked -> Result.value("y".repeat(250_000)));
        Status answer = failure(store, "hello", "x");
        assertThat(answer.code()).isEqualTo(StatusCode.SERIALIZATION);
        assertThat(answer.message()).contains("payload limit: 200000");
    }

    @Test
    void aCallEndsWithItsTime() throws Exception {
        Invocation call =
                Invocation.of(StoreServer.method("hold", 20_000), 20_000)
                        .withDeadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300));
        Result.Failure result =
                (Result.Failure) store.invoke(call).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(result.status().code()).isEqualTo(StatusCode.TIMEOUT);
        assertThat(result.status().origin()).isEqualTo(Origin.AFTER_SEND);
    }

    @Test
    void manyCallsAtOnceGetTheirOwnAnswers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int own = i * 1000;
                all.add(
                        threads.submit(
                                () -> {
                                    for (int j = own; j < own + 50; j++) {
                                        Store.Item item = item();
                                        item.setName("n" + j);
                                        Store.Item back = (Store.Item) call(store, "item", item, j);
                                        assertThat(back.getName()).isEqualTo("n" + j);
                                        assertThat(back.getCount()).isEqualTo(3 + j);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
