package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.AsyncContext;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers in place of the provider. The example in docs/features.md is taken from here. */
class MockTest {
    public record Item(String name, int pieces, List<String> tags) {}

    public interface Stock {
        int pieces(String item);

        @Nullable Item find(String item);

        Map<String, List<Item>> all();

        List<Item> list();

        CompletableFuture<Item> later();

        @Nullable LocalDate since();

        String text() throws IOException;

        void note();
    }

    public static class StockMock implements Stock {
        @Override
        public int pieces(String item) {
            return item.length();
        }

        @Override
        public Item find(String item) {
            throw new IllegalStateException("mine");
        }

        @Override
        public Map<String, List<Item>> all() {
            return Map.of();
        }

        @Override
        public List<Item> list() {
            return List.of();
        }

        @Override
        public CompletableFuture<Item> later() {
            return CompletableFuture.completedFuture(new Item("later", 0, List.of()));
        }

        @Override
        public LocalDate since() {
            return LocalDate.EPOCH;
        }

        @Override
        public String text() {
            return "mock";
        }

        @Override
        public void note() {}
    }

    private final RedubBootstrap app = RedubBootstrap.application("mock-test").shutdownHook(false);

    @AfterEach
    void close() {
        app.close();
    }

    /** A reference whose provider is nowhere. */
    private Stock refer(UnaryOperator<ReferenceConfig<Stock>> settings) {
        return app.refer(
                settings.apply(
                        ReferenceConfig.of(Stock.class)
                                .url("dubbo://127.0.0.1:9")
                                .check(false)
                                .retries(0)
                                .timeout(Duration.ofSeconds(2))));
    }

    private Stock mocked(String method, String mock) {
        return refer(r -> r.method(method, m -> m.parameter("mock", mock)));
    }

    @Test
    void aMockAnswersWhenNoProviderDoes() {
        Stock stock =
                refer(
                        r ->
                                r.method("pieces", m -> m.parameter("mock", "return 7"))
                                        .method("find", m -> m.parameter("mock", "return null")));
        assertThat(stock.pieces("nail")).isEqualTo(7);
        assertThat(stock.find("nail")).isNull();
        assertThatThrownBy(stock::list).isInstanceOf(RpcException.class);
    }

    @Test
    void valuesHaveTheTypeThatTheMethodReturns() throws Exception {
        String item = "{\"name\":\"nail\",\"pieces\":3,\"tags\":[\"a\"]}";
        Item nail = new Item("nail", 3, List.of("a"));
        assertThat(mocked("find", "return " + item).find("x")).isEqualTo(nail);
        assertThat(mocked("later", "return " + item).later().get()).isEqualTo(nail);
        assertThat(mocked("list", "fail:return [" + item + "]").list()).containsExactly(nail);
        assertThat(mocked("all", "force:return {`k`:[" + item + "]}").all())
                .isEqualTo(Map.of("k", List.of(nail)));
        assertThat(mocked("since", "return 2024-12-31").since()).isEqualTo("2024-12-31");
        assertThat(mocked("text", "return plain text").text()).isEqualTo("plain text");
        assertThat(mocked("text", "return 'quoted'").text()).isEqualTo("quoted");
        assertThat(mocked("list", "return empty").list()).isEmpty();
        assertThat(mocked("pieces", "return empty").pieces("x")).isZero();
        assertThat(mocked("pieces", "return").pieces("x")).isZero();
        assertThat(mocked("text", "return empty").text()).isEmpty();
        mocked("note", "return").note();
    }

    @Test
    void everyCallGetsAValueOfItsOwn() {
        Stock stock = mocked("list", "return []");
        stock.list().add(new Item("mine", 1, List.of()));
        assertThat(stock.list()).isEmpty();
    }

    @Test
    void aMockMayThrow() {
        assertThatThrownBy(() -> mocked("text", "throw java.io.IOException").text())
                .isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> mocked("text", "throw").text())
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("mocked");
    }

    @Test
    void aMockMayBeAClass() throws Exception {
        for (String name :
                List.of(
                        "true",
                        "default",
                        "fail",
                        "force",
                        "force:true",
                        "fail:" + StockMock.class.getName())) {
            // A nested class is named after its interface too: MockTest$StockMock.
            Stock stock = refer(r -> r.parameter("mock", name));
            assertThat(stock.pieces("four")).as(name).isEqualTo(4);
            assertThat(stock.later().get().name()).isEqualTo("later");
            assertThatThrownBy(() -> stock.find("x")).hasMessage("mine");
        }
    }

    @Test
    void aForcedMockNeverAsksTheProvider() throws Exception {
        try (RedubBootstrap provider = provider()) {
            String url = "dubbo://127.0.0.1:" + provider.port("dubbo");
            Stock forced = refer(r -> r.url(url).parameter("text.mock", "force:return 'mock'"));
            Stock failing = refer(r -> r.url(url).parameter("text.mock", "return 'mock'"));
            assertThat(forced.text()).isEqualTo("mock");
            assertThat(failing.text()).isEqualTo("real");
            provider.close();
            assertThat(failing.text()).isEqualTo("mock");
        }
    }

    @Test
    void whatTheProvidersMethodThrewIsNotMocked() {
        try (RedubBootstrap provider = provider()) {
            String url = "dubbo://127.0.0.1:" + provider.port("dubbo");
            Stock stock = refer(r -> r.url(url).parameter("mock", "true"));
            assertThatThrownBy(stock::since).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private static RedubBootstrap provider() {
        Stock real =
                new StockMock() {
                    @Override
                    public String text() {
                        return "real";
                    }

                    @Override
                    public LocalDate since() {
                        throw new UnsupportedOperationException("not here");
                    }
                };
        return RedubBootstrap.application("mock-provider")
                .shutdownHook(false)
                .host("127.0.0.1")
                .protocol("dubbo", 0)
                .service(ServiceConfig.of(Stock.class, real))
                .start();
    }

    @Test
    void aWrongMockIsAnErrorWhenTheReferenceIsMade() {
        assertWrong("pieces", "return many", "mock of pieces", "many as int", "pieces.mock");
        assertWrong("find", "return {\"name\":1", "JSON, character", "Unexpected end-of-input");
        assertWrong("find", "return {\"pieces\":\"x\"}", "pieces");
        assertWrong("text", "throw com.example.Nowhere", "no class com.example.Nowhere");
        assertWrong("text", "throw java.lang.String", "expected: a class of exceptions");
        assertWrong("text", "com.example.Nowhere", "no class com.example.Nowhere", "mock=");
        assertWrong("text", "java.lang.Object", "does not implement " + Stock.class.getName());
    }

    private void assertWrong(String method, String mock, String... parts) {
        assertThatThrownBy(() -> mocked(method, mock))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .message()
                .contains(parts);
    }

    @Test
    void mockingMayBeSwitchedOff() {
        Stock stock = refer(r -> r.parameter("mock", "true").parameter("pieces.mock", "false"));
        assertThatThrownBy(() -> stock.pieces("x")).isInstanceOf(RpcException.class);
    }

    /** One that answers later, with what a mock said. */
    public interface Later {
        String text();
    }

    /** Its mock. */
    public static class LaterMock implements Later {
        @Override
        public String text() {
            return "mocked";
        }
    }

    @Test
    void aMockAnswersWithinACallThatIsAnsweredLater() {
        try (RedubBootstrap consumer = RedubBootstrap.application("consumer").host("127.0.0.1")) {
            Later mocked =
                    consumer.refer(
                            ReferenceConfig.of(Later.class)
                                    .url("dubbo://127.0.0.1:1")
                                    .check(false)
                                    .set("mock", "force:true"));
            Later service =
                    () -> {
                        AsyncContext later = RpcContext.startAsync();
                        later.write(mocked.text());
                        return "";
                    };
            try (RedubBootstrap provider =
                    RedubBootstrap.application("provider")
                            .host("127.0.0.1")
                            .protocol("dubbo", 0)
                            .service(ServiceConfig.of(Later.class, service))
                            .start()) {
                Later reference =
                        consumer.refer(
                                ReferenceConfig.of(Later.class)
                                        .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                                        .timeout(Duration.ofSeconds(5)));
                assertThat(reference.text()).isEqualTo("mocked");
            }
        }
    }
}
