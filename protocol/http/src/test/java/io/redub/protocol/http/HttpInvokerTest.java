package io.redub.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.protocol.ProviderInvoker;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redub's own client against its own server, with paths and with JSON-RPC. */
class HttpInvokerTest {
    private final ShopServer server = new ShopServer("");

    @AfterEach
    void close() {
        server.close();
    }

    private static MethodModel method(String name, Class<?>... types) {
        return ShopServer.MODEL.find(name, MethodModel.describe(types));
    }

    private static Result call(ProviderInvoker invoker, Invocation call) throws Exception {
        return invoker.invoke(call).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Object value(ProviderInvoker invoker, MethodModel method, Object... arguments)
            throws Exception {
        Result result = call(invoker, Invocation.of(method, arguments));
        assertThat(result).isInstanceOf(Result.Value.class);
        return ((Result.Value) result).value();
    }

    private static Status failure(ProviderInvoker invoker, MethodModel method, Object... arguments)
            throws Exception {
        return ((Result.Failure) call(invoker, Invocation.of(method, arguments))).status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "jsonrpc"})
    void valuesGoThereAndBackAsTheirTypes(String scheme) throws Exception {
        try (ProviderInvoker invoker = server.refer(scheme, "")) {
            Shop.Item item = new Shop.Item("tea", 3, List.of());
            assertThat(value(invoker, method("find", String.class, int.class), "tea", 3))
                    .isEqualTo(item);
            assertThat(
                            value(
                                    invoker,
                                    method("list", List.class, Map.class),
                                    List.of("tea"),
                                    Map.of("tea", 3)))
                    .isEqualTo(new Shop.Page<>(List.of(item), 1));
            assertThat(value(invoker, method("twins", long.class), 1L)).isEqualTo("long");
            assertThat(value(invoker, method("twins", int.class), 1)).isEqualTo("int");
            assertThat(value(invoker, method("grow", Shop.Shape.class), new Shop.Square(1)))
                    .isEqualTo(new Shop.Square(2));
            assertThat(value(invoker, method("price", java.math.BigDecimal.class), (Object) null))
                    .isEqualTo(Optional.empty());
            assertThat(value(invoker, method("nothing"))).isNull();
            assertThat(value(invoker, method("any", Object.class), item)).isEqualTo(item);
            Status status = failure(invoker, method("buy", String.class), "tea");
            assertThat(status.code()).isEqualTo(StatusCode.APPLICATION);
            assertThat(status.cause()).isInstanceOf(Shop.SoldOut.class).hasMessage("no tea left");
        }
    }

    @Test
    void aDeadlineEndsACall() throws Exception {
        try (ProviderInvoker invoker = server.refer("http", "&slow.timeout=200")) {
            Status status = failure(invoker, method("slow", int.class), 2000);
            assertThat(status.code()).isEqualTo(StatusCode.TIMEOUT);
            assertThat(status.origin()).isEqualTo(Origin.AFTER_SEND);
        }
    }

    @Test
    void attachmentsGoBothWaysAndOthersAreRefused() throws Exception {
        try (ProviderInvoker invoker = server.refer("http", "")) {
            Invocation call = Invocation.of(method("attachment", String.class), "userId");
            Result result = call(invoker, call.withAttachment("userId", "Änn\n"));
            assertThat(((Result.Value) result).value()).isEqualTo("Änn\n");
            assertThat(result.attachments()).isEqualTo(Map.of("echoed", "userId"));
            Result refused = call(invoker, call.withAttachment("list", List.of()));
            assertThat(((Result.Failure) refused).status().message()).contains("attachment 'list'");
            Result large = call(invoker, call.withAttachment("x", "x".repeat(30_000)));
            assertThat(((Result.Failure) large).status().surelyNotExecuted()).isTrue();
        }
    }

    @Test
    void aProviderThatIsGoneIsShunnedAndFoundAgain() throws Exception {
        try (ProviderInvoker invoker = server.refer("http", "")) {
            int port = server.port();
            server.exporter.close();
            await().untilAsserted(
                            () -> {
                                Status status = failure(invoker, method("twice", long.class), 1L);
                                assertThat(status.code()).isEqualTo(StatusCode.NETWORK);
                                assertThat(status.surelyNotExecuted()).isTrue();
                            });
            assertThat(invoker.available()).isFalse();
            try (var again = server.export("http://127.0.0.1:" + port + "/shop", "")) {
                await().until(invoker::available);
                assertThat(value(invoker, method("twice", long.class), 1L)).isEqualTo(2L);
            }
        }
    }

    @Test
    void aServiceThatIsNotThereSurelyDidNotRun() throws Exception {
        try (ProviderInvoker invoker = server.refer("http", "&version=9")) {
            Status status = failure(invoker, method("twice", long.class), 1L);
            assertThat(status.code()).isEqualTo(StatusCode.SERVICE_NOT_FOUND);
            assertThat(status.surelyNotExecuted()).isTrue();
        }
    }

    @Test
    void whatIsTooLargeIsNotSent() throws Exception {
        try (ProviderInvoker invoker = server.refer("http", "&payload=1000")) {
            Status status = failure(invoker, method("over", String.class), "x".repeat(2000));
            assertThat(status.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
            assertThat(status.origin()).isEqualTo(Origin.BEFORE_SEND);
        }
    }
}
