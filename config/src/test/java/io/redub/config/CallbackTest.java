package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arguments that the provider calls back, over real connections. */
class CallbackTest {
    /** A value only the callback's signatures name. */
    public record Price(String symbol, long cents) implements Serializable {}

    /** What is called back. */
    public interface Listener {
        String changed(Price price);

        CompletableFuture<String> later(String text);
    }

    /** The service. */
    public interface Quotes {
        String add(String symbol, Listener listener);

        boolean remove(Listener listener);

        String describe(Listener listener);
    }

    static final class QuotesBean implements Quotes {
        final List<Listener> listeners = new CopyOnWriteArrayList<>();
        final List<String> callers = new CopyOnWriteArrayList<>();

        @Override
        public String add(String symbol, Listener listener) {
            callers.add(String.valueOf(RpcContext.get().caller()));
            if (listener == null) {
                return "nobody";
            }
            listeners.add(listener);
            return listener.changed(new Price(symbol, 1));
        }

        @Override
        public boolean remove(Listener listener) {
            return listeners.remove(listener);
        }

        @Override
        public String describe(Listener listener) {
            return String.valueOf(listener);
        }
    }

    /** Remembers what came. */
    static final class Remembering implements Listener {
        final List<Price> prices = new CopyOnWriteArrayList<>();

        @Override
        public String changed(Price price) {
            prices.add(price);
            return "got " + price.symbol();
        }

        @Override
        public CompletableFuture<String> later(String text) {
            return CompletableFuture.supplyAsync(() -> text + "!");
        }
    }

    private final QuotesBean bean = new QuotesBean();
    private final List<RedubBootstrap> consumers = new ArrayList<>();
    private RedubBootstrap provider;

    @BeforeEach
    void start() {
        provider =
                RedubBootstrap.application("callback-provider")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(
                                ServiceConfig.of(Quotes.class, bean)
                                        .set("callbacks", "2")
                                        .method("add", m -> m.callback(1, true))
                                        .method("remove", m -> m.callback(0, false)))
                        .start();
    }

    @AfterEach
    void stop() {
        consumers.forEach(RedubBootstrap::close);
        provider.close();
    }

    private Quotes quotes() {
        RedubBootstrap consumer = RedubBootstrap.application("callback-consumer");
        consumers.add(consumer);
        return consumer.refer(
                ReferenceConfig.of(Quotes.class)
                        .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                        .set("callbacks", "2")
                        .method("add", m -> m.callback(1, true))
                        .method("remove", m -> m.callback(0, false)));
    }

    @Test
    void theProviderCallsBackDuringTheCallAndAfterIt() throws Exception {
        Quotes quotes = quotes();
        Remembering listener = new Remembering();
        assertThat(quotes.add("abc", listener)).isEqualTo("got abc");
        assertThat(bean.listeners.get(0).changed(new Price("xyz", 2))).isEqualTo("got xyz");
        assertThat(listener.prices).containsExactly(new Price("abc", 1), new Price("xyz", 2));
        assertThat(bean.listeners.get(0).later("soon").get(5, TimeUnit.SECONDS)).isEqualTo("soon!");
    }

    @Test
    void theSameObjectIsTheSameAtTheProvider() {
        Quotes quotes = quotes();
        Remembering listener = new Remembering();
        quotes.add("a", listener);
        quotes.add("b", listener);
        quotes.add("c", new Remembering());
        assertThat(bean.listeners.get(0)).isSameAs(bean.listeners.get(1));
        assertThat(bean.listeners.get(2)).isNotSameAs(bean.listeners.get(0));
    }

    @Test
    void whatIsTakenBackIsCalledNoMoreAndMakesRoom() {
        Quotes quotes = quotes();
        Remembering first = new Remembering();
        quotes.add("a", first);
        quotes.add("b", new Remembering());
        Listener there = bean.listeners.get(0);
        assertThat(quotes.remove(first)).isTrue();
        assertThatThrownBy(() -> there.changed(new Price("late", 3)))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("Listener");
        assertThat(first.prices).hasSize(1);
        assertThat(quotes.add("c", new Remembering())).isEqualTo("got c");
    }

    @Test
    void aConnectionHasNoMoreCallbacksThanTheServiceTakes() {
        Quotes quotes = quotes();
        quotes.add("a", new Remembering());
        quotes.add("b", new Remembering());
        assertThatThrownBy(() -> quotes.add("c", new Remembering()))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.LIMIT_EXCEEDED))
                .hasMessageContaining("callbacks");
        assertThat(quotes().add("d", new Remembering()))
                .as("another connection")
                .isEqualTo("got d");
    }

    @Test
    void nullStaysNull() {
        assertThat(quotes().add("a", null)).isEqualTo("nobody");
    }

    @Test
    void aLostConsumerIsAnErrorAtOnceAndLeavesNothing() {
        Quotes quotes = quotes();
        quotes.add("a", new Remembering());
        Listener there = bean.listeners.get(0);
        consumers.get(0).close();
        await().untilAsserted(
                        () ->
                                assertThatThrownBy(() -> there.changed(new Price("late", 3)))
                                        .isInstanceOfSatisfying(
                                                RpcException.class,
                                                e ->
                                                        assertThat(e.status().code())
                                                                .isEqualTo(StatusCode.NETWORK)));
    }

    @Test
    void aReferenceWithCallbacksHasItsOwnConnection() {
        quotes().add("a", new Remembering());
        RedubBootstrap consumer = consumers.get(0);
        Quotes other =
                consumer.refer(
                        ReferenceConfig.of(Quotes.class)
                                .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                                .method("add", m -> m.callback(1, true)));
        other.add("b", new Remembering());
        assertThat(bean.callers).doesNotHaveDuplicates();
    }

    @Test
    void aParameterThatIsNoInterfaceCannotBeCalledBack() {
        assertThatThrownBy(
                        () ->
                                RedubBootstrap.application("wrong")
                                        .protocol("dubbo", 0)
                                        .host("127.0.0.1")
                                        .service(
                                                ServiceConfig.of(Quotes.class, bean)
                                                        .method("add", m -> m.callback(0, true)))
                                        .start())
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("add.0.callback")
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void aCallForACallbackThatIsNotThereIsRefused() throws Exception {
        quotes().add("a", new Remembering());
        try (RawPeer peer = RawPeer.connect(provider.port("dubbo"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            String type = Quotes.class.getName();
            for (String item : new String[] {"2.0.2", type, null, "describe"}) {
                body.writeBytes(RawPeer.string(item));
            }
            body.writeBytes(RawPeer.string("L" + Listener.class.getName().replace('.', '/') + ";"));
            body.write('N');
            body.writeBytes(RawPeer.map(Map.of("path", type, "callback.service.instid", "1")));
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 7, body.toByteArray()));
            assertThat(peer.receive().text()).contains("Service not found");
        }
    }
}
