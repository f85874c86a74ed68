package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.EchoService;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.io.Serializable;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One call through all layers: two bootstraps in this JVM with a real connection between them. */
class OneCallTest {
    /** A value with a nested one. */
    public record Item(String name, long price, List<String> tags) implements Serializable {}

    /** A declared exception with a field of its own. */
    public static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;
        private final int left;

        public OutOfStock(String message, int left) {
            super(message);
            this.left = left;
        }

        public int left() {
            return left;
        }
    }

    /** The service. */
    public interface Shop {
        Item find(String name);

        Item find(String name, long maxPrice);

        int add(int a, int b);

        void nothing();

        void buy(String name) throws OutOfStock;

        void breakDown();

        CompletableFuture<String> later(String text);

        String slow(long millis);

        void note(String text);

        String attached(String key);
    }

    static final class ShopBean implements Shop {
        final AtomicInteger notes = new AtomicInteger();
        final CountDownLatch noted = new CountDownLatch(1);

        @Override
        public Item find(String name) {
            return name == null ? null : new Item(name, 42, List.of("a", "b"));
        }

        @Override
        public Item find(String name, long maxPrice) {
            return new Item(name, maxPrice, List.of());
        }

        @Override
        public int add(int a, int b) {
            return a + b;
        }

        @Override
        public void nothing() {}

        @Override
        public void buy(String name) throws OutOfStock {
            throw new OutOfStock("no " + name, 3);
        }

        @Override
        public void breakDown() {
            throw new IllegalStateException("broken");
        }

        @Override
        public CompletableFuture<String> later(String text) {
            return CompletableFuture.supplyAsync(() -> text + "!");
        }

        @Override
        public String slow(long millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "done";
        }

        @Override
        public void note(String text) {
            notes.incrementAndGet();
            noted.countDown();
        }

        @Override
        public String attached(String key) {
            RpcContext.get().reply("answer", "to " + key);
            return String.valueOf(RpcContext.get().attachment(key));
        }
    }

    /** A service that takes its time. */
    public interface Waiting {
        CompletableFuture<String> wait(int millis);
    }

    private static RedubBootstrap waiter;
    private static final ShopBean BEAN = new ShopBean();
    private static RedubBootstrap provider;
    private static RedubBootstrap consumer;
    private static Shop shop;

    @BeforeAll
    static void start() {
        provider =
                RedubBootstrap.application("shop-provider")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(ServiceConfig.of(Shop.class, BEAN))
                        .start();
        waiter =
                RedubBootstrap.application("waiter")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(
                                ServiceConfig.of(
                                        Waiting.class,
                                        millis ->
                                                CompletableFuture.supplyAsync(
                                                        () -> "waited " + millis,
                                                        CompletableFuture.delayedExecutor(
                                                                millis, TimeUnit.MILLISECONDS))))
                        .start();
        // A reference may be made before the start, for what the services themselves need.
        consumer = RedubBootstrap.application("shop-consumer");
        shop =
                consumer.refer(
                        ReferenceConfig.of(Shop.class)
                                .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                                .timeout(Duration.ofSeconds(5))
                                .method("slow", m -> m.timeout(Duration.ofMillis(100)).retries(0))
                                .method("note", m -> m.oneWay(true)));
        consumer.start();
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
        waiter.close();
    }

    @Test
    void valuesGoThereAndBack() {
        assertThat(shop.add(2, 40)).isEqualTo(42);
        assertThat(shop.find("pen")).isEqualTo(new Item("pen", 42, List.of("a", "b")));
        assertThat(shop.find("pen", 7)).isEqualTo(new Item("pen", 7, List.of()));
        assertThat(shop.find(null)).isNull();
        shop.nothing();
    }

    @Test
    void declaredExceptionsArriveAsTheyWereThrown() {
        assertThatThrownBy(() -> shop.buy("pen"))
                .isInstanceOfSatisfying(OutOfStock.class, e -> assertThat(e.left()).isEqualTo(3))
                .hasMessage("no pen");
        assertThatThrownBy(() -> shop.breakDown())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void futuresCompleteWithTheValue() throws Exception {
        assertThat(shop.later("x").get(5, TimeUnit.SECONDS)).isEqualTo("x!");
    }

    @Test
    void aCallOverItsTimeEndsSoonAfterItsDeadlineAndSaysHowLongItWaited() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> shop.slow(2_000))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> {
                            assertThat(e.isTimeout()).isTrue();
                            assertThat(e).hasMessageContaining("limit 100 ms");
                        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aOneWayCallReturnsAtOnceAndRuns() throws InterruptedException {
        shop.note("hello");
        assertThat(BEAN.noted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void attachmentsGoBothWays() {
        RpcContext.get().attach("trace", "t-1");
        assertThat(shop.attached("trace")).isEqualTo("t-1");
        assertThat(RpcContext.get().answerAttachments()).containsEntry("answer", "to trace");
        assertThat(shop.attached("trace")).isEqualTo("null");
    }

    @Test
    void everyReferenceEchoes() {
        assertThat(((EchoService) shop).$echo("anybody?")).isEqualTo("anybody?");
    }

    @Test
    void aSecondServiceOfTheSameNameOnAPortIsRefusedAtStart() {
        assertThatThrownBy(
                        () ->
                                RedubBootstrap.application("twice")
                                        .protocol("dubbo", 0)
                                        .service(ServiceConfig.of(Shop.class, BEAN))
                                        .service(ServiceConfig.of(Shop.class, BEAN))
                                        .start())
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("declared twice");
    }

    @Test
    void aPortInUseIsSaidAtStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(
                            () ->
                                    RedubBootstrap.application("late")
                                            .protocol("dubbo", taken.getLocalPort())
                                            .service(ServiceConfig.of(Shop.class, BEAN))
                                            .start())
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("cannot listen on")
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void anUnknownServiceIsRefusedWithWhatIsExported() {
        Runnable other =
                consumer.refer(
                        ReferenceConfig.of(Runnable.class)
                                .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                                .retries(0));
        assertThatThrownBy(other::run)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.SERVICE_NOT_FOUND))
                .hasMessageContaining(Shop.class.getName());
    }

    @Test
    void aProviderThatIsNotThereIsSaidWhenReferring() {
        assertThatThrownBy(
                        () ->
                                consumer.refer(
                                        ReferenceConfig.of(Shop.class).url("dubbo://127.0.0.1:1")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("can be reached")
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void aFutureOfACallThatFailedHoldsTheCause() {
        Shop nobody =
                consumer.refer(
                        ReferenceConfig.of(Shop.class)
                                .url("dubbo://127.0.0.1:1")
                                .check(false)
                                .retries(0));
        assertThatThrownBy(() -> nobody.later("x").get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void aWrongSettingOfAServiceIsSaidAtStart() {
        for (String wrong : new String[] {"threads=0", "payload=much", "serialization=avro"}) {
            String[] pair = wrong.split("=");
            assertThatThrownBy(
                            () ->
                                    RedubBootstrap.application("wrong")
                                            .protocol("dubbo", 0)
                                            .service(
                                                    ServiceConfig.of(Shop.class, BEAN)
                                                            .parameter(pair[0], pair[1]))
                                            .start())
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION));
        }
    }

    @Test
    void aWrongSettingIsSaidInTheLineThatSetsIt() {
        ReferenceConfig<Shop> reference = ReferenceConfig.of(Shop.class);
        assertThatThrownBy(() -> reference.loadbalance("fairest"))
                .hasMessageContaining("OneCallTest.java:")
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("fairest")
                .hasMessageContaining("random");
    }

    @Test
    void whatAProviderSetsButNobodyHereKnowsIsLeftOut() {
        Shop reached =
                consumer.refer(
                        ReferenceConfig.of(Shop.class)
                                .url(
                                        "dubbo://127.0.0.1:"
                                                + provider.port("dubbo")
                                                + "/?loadbalance=fairest"));
        assertThat(reached.add(1, 1)).isEqualTo(2);
    }

    @Test
    void aConsumerThatClosesWaitsForItsCalls() throws Exception {
        CompletableFuture<String> answer;
        try (RedubBootstrap brief = RedubBootstrap.application("short").start()) {
            Waiting waiting =
                    brief.refer(
                            ReferenceConfig.of(Waiting.class)
                                    .url("dubbo://127.0.0.1:" + waiter.port("dubbo")));
            answer = waiting.wait(300);
        }
        assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo("waited 300");
    }
}
