package io.redub.protocol.hessian;

import static io.redub.protocol.hessian.DepotServer.call;
import static io.redub.protocol.hessian.DepotServer.failure;
import static io.redub.protocol.hessian.DepotServer.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redub on both sides. */
class HessianInvokerTest {
    private DepotServer server;
    private ProviderInvoker invoker;

    @BeforeEach
    void open() throws Exception {
        server = new DepotServer("");
        invoker = server.refer("");
    }

    @AfterEach
    void close() {
        invoker.close();
        server.close();
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        Depot.Item item = new Depot.Item("tea");
        item.price = new BigDecimal("1.50");
        item.since = new Date(1);
        item.colour = Depot.Colour.BLUE;
        item.sizes = new short[] {1, 2};
        item.parts = Map.of("bag", new Depot.Item("bag"));
        item.parent = item;
        Depot.Item back = (Depot.Item) call(invoker, "echo", item);
        assertThat(back).usingRecursiveComparison().isEqualTo(item);
        assertThat(back.parent).isSameAs(back);
        assertThat(call(invoker, "echo", new Object[] {null})).isNull();
        assertThat(call(invoker, "sum", 1, 2L, (short) 3, 4.5, true, 'a')).isEqualTo(108L);
        List<?> all =
                (List<?>)
                        call(
                                invoker,
                                "all",
                                Set.of("a"),
                                new TreeMap<>(Map.of("b", 1)),
                                new long[] {Long.MIN_VALUE});
        assertThat(((Depot.Item) all.get(0)).name).isEqualTo("[a] {b=1} [-9223372036854775808]");
        assertThat(all.get(1)).isSameAs(all.get(0));
        assertThat(call(invoker, "nothing")).isNull();
        assertThat(call(invoker, "later", "soon")).isEqualTo("see you soon");
    }

    @Test
    void overloadsAreToldApart() throws Exception {
        assertThat(call(invoker, "over", "a")).isEqualTo("text a");
        assertThat(call(invoker, "over", 1)).isEqualTo("number 1");
        assertThat(call(invoker, "over", "a", 1)).isEqualTo("both a1");
    }

    @Test
    void whatWasThrownComesBackAsThat() throws Exception {
        Status gone = failure(invoker, "take", "no tea");
        assertThat(gone.code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(gone.cause())
                .isInstanceOfSatisfying(
                        Depot.Gone.class,
                        e -> {
                            assertThat(e).hasMessage("no tea is gone");
                            assertThat(e.since).isEqualTo(7);
                            assertThat(e.getStackTrace()).isNotEmpty();
                        });
        assertThat(failure(invoker, "take", "").cause())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an empty name");
    }

    @Test
    void aStreamIsClosedAlsoIfTheAnswerCannotBeSent() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream source =
                new ByteArrayInputStream(new byte[10]) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                };
        HessianProtocol protocol = new HessianProtocol();
        Result result =
                Result.value(source).withAttachments(Map.of("large", "x".repeat(30 * 1024)));
        try (Exporter exporter =
                        protocol.export(
                                new ProviderService(
                                        DepotServer.MODEL,
                                        URL.valueOf(
                                                "hessian://127.0.0.1:0/depot?interface="
                                                        + Depot.class.getName()),
                                        call -> CompletableFuture.completedFuture(result)));
                ProviderInvoker invoker =
                        DepotServer.refer(protocol, exporter.url().getPort(), "depot", "")) {
            Status status = DepotServer.failure(invoker, "load", 10L);
            assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
            assertThat(status.message()).contains("attachments of");
            await().untilTrue(closed);
        } finally {
            protocol.destroy();
        }
    }

    @Test
    void attachmentsAndTheTraceContextGoThere() throws Exception {
        for (Object value : List.of("text ü", 5, true, List.of("a", 1L))) {
            for (String name : List.of("userId", "traceparent")) {
                Invocation call =
                        Invocation.of(method("attachment", "x"), name).withAttachment(name, value);
                Result result =
                        invoker.invoke(call).toCompletableFuture().get(10, TimeUnit.SECONDS);
                assertThat(((Result.Value) result).value()).isEqualTo(value.toString());
            }
        }
    }

    @Test
    void streamsGoThereAndBack() throws Exception {
        for (long size : new long[] {0, 1, 32_768, 65_536, 1_000_001}) {
            String sum = DepotBean.checked(DepotBean.generated(size));
            Map<String, String> tags = Map.of("a", "ü€");
            assertThat(call(invoker, "store", "f", tags, DepotBean.generated(size)))
                    .isEqualTo("f {a=ü€} " + sum);
            try (InputStream back = (InputStream) call(invoker, "load", size)) {
                assertThat(DepotBean.checked(back)).isEqualTo(sum);
            }
        }
        assertThat(call(invoker, "store", null, null, null)).isEqualTo("null null null");
        assertThat(call(invoker, "load", -1L)).isNull();
    }

    @Test
    void aStreamThatIsLeftGivesItsConnectionBack() throws Exception {
        try (ProviderInvoker narrow = server.refer("&connections=1")) {
            for (int i = 0; i < 5; i++) {
                try (InputStream back = (InputStream) call(narrow, "load", 10_000_000L)) {
                    assertThat(back.read()).isZero();
                }
            }
            assertThat(call(narrow, "over", "a")).isEqualTo("text a");
        }
    }

    @Test
    void aStreamThatFailsFailsTheCall() throws Exception {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk gone");
                    }
                };
        Status status = failure(invoker, "store", "f", Map.of(), broken);
        assertThat(status.code()).isEqualTo(StatusCode.NETWORK);
        assertThat(status.message()).contains("disk gone");
    }

    @Test
    void aStreamIsAnsweredThoughNobodyReadsIt() throws Exception {
        assertThat(call(invoker, "store", "f", Map.of(), new ByteArrayInputStream(new byte[0])))
                .isEqualTo("f {} 0:0");
    }

    @Test
    void byteArraysOfAnySizeWithinThePayload() throws Exception {
        for (int size : new int[] {0, 1, 15, 16, 1023, 1024, 32_769, 100_000, 3_000_000}) {
            byte[] content = new byte[size];
            for (int i = 0; i < size; i++) {
                content[i] = (byte) (i * 7);
            }
            assertThat((byte[]) call(invoker, "twice", (Object) content))
                    .isEqualTo(new DepotBean().twice(content));
            assertThat(call(invoker, "size", size, content)).isEqualTo(size + " " + size);
        }
        assertThat(call(invoker, "twice", (Object) null)).isNull();
    }

    @Test
    void moreThanThePayloadIsRefusedOnEitherSide() throws Exception {
        Status own = failure(invoker, "over", "x".repeat(9_000_000));
        assertThat(own.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        assertThat(own.origin()).isEqualTo(Origin.BEFORE_SEND);
        try (ProviderInvoker wide = server.refer("&payload=100000000")) {
            Status there = failure(wide, "over", "x".repeat(9_000_000));
            assertThat(there.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
            assertThat(there.message()).contains("413");
            Status binary = failure(wide, "twice", (Object) new byte[9_000_000]);
            assertThat(binary.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        }
        Status answer = failure(invoker, "twice", (Object) new byte[5_000_000]);
        assertThat(answer.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
    }

    @Test
    void groupAndVersionTellServicesApart() throws Exception {
        try (DepotServer other = new DepotServer("&group=g&version=2.0");
                ProviderInvoker right = other.refer("&group=g&version=2.0");
                ProviderInvoker wrong = other.refer("")) {
            assertThat(call(right, "over", "a")).isEqualTo("text a");
            Status status = failure(wrong, "over", "a");
            assertThat(status.code()).isEqualTo(StatusCode.SERVICE_NOT_FOUND);
            assertThat(status.surelyNotExecuted()).isTrue();
        }
    }

    @Test
    void whatTheServiceDoesNotAdmitIsRefusedByWhoReadsIt() throws Exception {
        Status status = failure(invoker, "any", new Depot.Stranger());
        assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
        assertThat(status.message()).contains("Stranger", "is not admitted");
    }

    @Test
    void aStreamEndsByItsDeadline() throws Exception {
        Result result =
                invoker.invoke(
                                Invocation.of(method("load", 1L), Long.MAX_VALUE)
                                        .withDeadline(
                                                System.nanoTime() + TimeUnit.SECONDS.toNanos(2)))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        try (InputStream back = (InputStream) ((Result.Value) result).value()) {
            assertThatThrownBy(() -> DepotBean.checked(back)).isInstanceOf(IOException.class);
        }
    }
}
