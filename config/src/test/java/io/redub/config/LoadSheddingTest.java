package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.monitor.Monitor;
import io.redub.service.EchoService;
import io.redub.service.Origin;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider under more load than it can take, over real connections. */
class LoadSheddingTest {
    /** The first limit of a provider is 20: 10 for sheddable calls, 15 for normal ones. */
    private static final int LIMIT = 20;

    private static final int SHEDDABLE = 10;
    private static final int NORMAL = 15;

    public interface Shop {
        CompletableFuture<String> pay(String order);

        CompletableFuture<String> find(String article);

        CompletableFuture<String> recommend(String customer);
    }

    /** Keeps every call until it is let go. */
    private static final class HeldShop implements Shop {
        final List<CompletableFuture<String>> held = new CopyOnWriteArrayList<>();

        @Override
        public CompletableFuture<String> pay(String order) {
            return hold();
        }

        @Override
        public CompletableFuture<String> find(String article) {
            return hold();
        }

        @Override
        public CompletableFuture<String> recommend(String customer) {
            return hold();
        }

        private CompletableFuture<String> hold() {
            CompletableFuture<String> answer = new CompletableFuture<>();
            held.add(answer);
            return answer;
        }
    }

    /** Has four connections to a database that needs 10 ms for anything: 400 calls a second. */
    private static final class BusyShop implements Shop {
        private final Semaphore connections = new Semaphore(4, true);

        @Override
        public CompletableFuture<String> pay(String order) {
            return work("paid");
        }

        @Override
        public CompletableFuture<String> find(String article) {
            return work("found");
        }

        @Override
        public CompletableFuture<String> recommend(String customer) {
            return work("you might like");
        }

        private CompletableFuture<String> work(String answer) {
            connections.acquireUninterruptibly();
            try {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            } finally {
                connections.release();
            }
            return CompletableFuture.completedFuture(answer);
        }
    }

    private final HeldShop shop = new HeldShop();
    private final RedubBootstrap app =
            RedubBootstrap.application("load-shedding-test")
                    .shutdownHook(false)
                    .shutdownWait(Duration.ZERO)
                    .host("127.0.0.1")
                    .protocol("dubbo", 0, Map.of("threads", "24", "queues", "512"));

    @AfterEach
    void close() {
        shop.held.forEach(answer -> answer.complete("end"));
        app.close();
    }

    private Shop start(Shop implementation) {
        app.service(
                        ServiceConfig.of(Shop.class, implementation)
                                .set("limiter", "adaptive")
                                .method("pay", m -> m.set("priority", "critical"))
                                .method("recommend", m -> m.set("priority", "sheddable")))
                .start();
        return app.refer(reference());
    }

    private ReferenceConfig<Shop> reference() {
        return ReferenceConfig.of(Shop.class)
                .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                .timeout(Duration.ofSeconds(10))
                .retries(0)
                .method("recommend", m -> m.set("mock", "fail:return \"our best sellers\""));
    }

    private static String answer(CompletableFuture<String> call) throws Exception {
        return call.get(10, TimeUnit.SECONDS);
    }

    private static RpcException failure(CompletableFuture<String> call) {
        try {
            throw new AssertionError("answered: " + answer(call));
        } catch (ExecutionException e) {
            return (RpcException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long counted(String name) {
        return app.monitor().counter(Shop.class.getName(), name).sum();
    }

    private long gauge(String name) {
        return app.monitor()
                .gauges()
                .get(new Monitor.CounterName(Shop.class.getName(), name))
                .getAsLong();
    }

    @Test
    void underPressureSheddableCallsGetTheMocksAnswerAndCriticalOnesGoOn() throws Exception {
        Shop remote = start(shop);
        List<CompletableFuture<String>> marked = new ArrayList<>();
        marked.add(remote.recommend("a first one, by which the others are known as they come"));
        await().until(() -> shop.held.size() == 1);
        for (int i = 1; i < LIMIT; i++) {
            marked.add(remote.recommend("c"));
        }
        await().until(() -> shop.held.size() == SHEDDABLE);
        for (CompletableFuture<String> call : marked.subList(SHEDDABLE, LIMIT)) {
            assertThat(answer(call)).isEqualTo("our best sellers");
        }
        List<CompletableFuture<String>> searches = new ArrayList<>();
        for (int i = SHEDDABLE; i < NORMAL; i++) {
            searches.add(remote.find("a"));
        }
        await().until(() -> shop.held.size() == NORMAL);
        assertThat(failure(remote.find("b")).status().code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        List<CompletableFuture<String>> payments = new ArrayList<>();
        for (int i = NORMAL; i < LIMIT; i++) {
            payments.add(remote.pay("o"));
        }
        await().until(() -> shop.held.size() == LIMIT);
        assertThat(gauge("limiter.active")).isEqualTo(LIMIT);
        assertThat(gauge("limiter.limit")).isEqualTo(LIMIT);
        assertThat(counted("limiter.refused.sheddable")).isEqualTo(LIMIT - SHEDDABLE);
        assertThat(counted("limiter.refused.normal")).isEqualTo(1);
        assertThat(counted("limiter.refused.critical")).isZero();
        shop.held.forEach(held -> held.complete("done"));
        for (CompletableFuture<String> call : payments) {
            assertThat(answer(call)).isEqualTo("done");
        }
        for (CompletableFuture<String> call : searches) {
            assertThat(answer(call)).isEqualTo("done");
        }
        await().until(() -> gauge("limiter.active") == 0);
    }

    @Test
    void aRefusedCallSaysWhyAndThatItDidNotRun() throws Exception {
        Shop remote = start(shop);
        for (int i = 0; i < LIMIT; i++) {
            remote.pay("o");
        }
        await().until(() -> shop.held.size() == LIMIT);
        RpcException refused = failure(remote.pay("one more"));
        assertThat(refused.status().code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
        assertThat(refused.status().origin()).isEqualTo(Origin.REMOTE);
        assertThat(refused.status().surelyNotExecuted()).isTrue();
        assertThat(refused)
                .hasMessageContaining(
                        "Shop.pay is refused under load to calls of priority critical")
                .hasMessageContaining("20 calls are under way (limit now: 20");
        assertThat(shop.held).hasSize(LIMIT);
        assertThat(((EchoService) remote).$echo("still there?")).isEqualTo("still there?");
    }

    /** A bug of the service's, or of what it waits for: it must not take the provider down. */
    @Test
    void aFutureThatIsNeverCompletedGivesItsPlaceBackAtTheCallersDeadline() throws Exception {
        app.service(
                        ServiceConfig.of(Shop.class, shop)
                                .set("limiter", "adaptive")
                                .set("executes", String.valueOf(LIMIT))
                                .set("priority", "critical"))
                .start();
        Shop impatient = app.refer(reference().timeout(Duration.ofMillis(500)));
        List<CompletableFuture<String>> forgotten = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            forgotten.add(impatient.pay("o"));
        }
        await().until(() -> shop.held.size() == LIMIT);
        for (CompletableFuture<String> call : forgotten) {
            assertThat(failure(call).status().code()).isEqualTo(StatusCode.TIMEOUT);
        }
        await().until(() -> gauge("limiter.active") == 0);
        shop.held.forEach(held -> held.complete("much too late"));
        shop.held.clear();
        Shop remote = app.refer(reference());
        List<CompletableFuture<String>> paid = new ArrayList<>();
        for (int i = 0; i < gauge("limiter.limit"); i++) {
            paid.add(remote.pay("o"));
        }
        await().until(() -> shop.held.size() == paid.size());
        shop.held.forEach(held -> held.complete("done"));
        for (CompletableFuture<String> call : paid) {
            assertThat(answer(call)).isEqualTo("done");
        }
        await().until(() -> gauge("limiter.active") == 0);
    }

    @Test
    void ofACallerThatTellsNoDeadlineItEndsAtTheMethodsTimeout() throws Exception {
        app.service(
                        ServiceConfig.of(Shop.class, shop)
                                .set("limiter", "adaptive")
                                .method("pay", m -> m.set("timeout", "300")))
                .start();
        byte[] request =
                RawPeer.request(
                        Shop.class.getName(),
                        null,
                        "pay",
                        "Ljava/lang/String;",
                        RawPeer.string("o"));
        try (RawPeer peer = RawPeer.connect(app.port("dubbo"))) {
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, request));
            RawPeer.Frame answer = peer.receive();
            assertThat(answer.id()).isEqualTo(1);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .contains("has not completed the future it returned before its 'timeout'");
        }
        await().until(() -> gauge("limiter.active") == 0);
    }

    @Test
    void aCallOrAReferenceMayAskToBeRefusedEarlier() throws Exception {
        Shop remote = start(shop);
        for (int i = 0; i < SHEDDABLE; i++) {
            remote.pay("o");
        }
        await().until(() -> shop.held.size() == SHEDDABLE);
        RpcContext.get().attach("redub.priority", "sheddable");
        assertThat(failure(remote.pay("can wait"))).hasMessageContaining("priority sheddable");
        Shop lowly = app.refer(reference().set("priority", "sheddable"));
        assertThat(failure(lowly.pay("can wait, too"))).hasMessageContaining("priority sheddable");
        RpcContext.get().attach("redub.priority", "critical");
        for (int i = SHEDDABLE; i < NORMAL; i++) {
            remote.pay("o");
        }
        await().until(() -> shop.held.size() == NORMAL);
        RpcContext.get().attach("redub.priority", "critical");
        assertThat(failure(remote.find("no more than its method")))
                .hasMessageContaining("priority normal");
    }

    @Test
    void othersAreToldThatTheThreadPoolIsExhausted() throws IOException {
        Shop remote = start(shop);
        for (int i = 0; i < LIMIT; i++) {
            remote.pay("o");
        }
        await().until(() -> shop.held.size() == LIMIT);
        byte[] request =
                RawPeer.request(
                        Shop.class.getName(),
                        null,
                        "pay",
                        "Ljava/lang/String;",
                        RawPeer.string("o"));
        try (RawPeer peer = RawPeer.connect(app.port("dubbo"))) {
            // The first is decoded to be known, the second refused by its first bytes.
            for (int id = 1; id <= 2; id++) {
                peer.send(RawPeer.frame(RawPeer.CALL, 0, id, request));
                RawPeer.Frame answer = peer.receive();
                assertThat(answer.id()).isEqualTo(id);
                assertThat(answer.status()).isEqualTo(100);
                assertThat(answer.text()).contains("Shop.pay is refused under load");
            }
        }
    }

    /**
     * 24 threads, 100 ms a call: a queue of 300 calls is more than a second long, and whoever waits
     * as long would be answered too late.
     */
    @Test
    void withoutALimiterWhatWaitsForAnEighthOfItsTimeBeforeOthersIsRefused() throws Exception {
        app.service(ServiceConfig.of(Slow.class, LoadSheddingTest::work)).start();
        Slow slow =
                app.refer(
                        ReferenceConfig.of(Slow.class)
                                .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                                .timeout(Duration.ofSeconds(1))
                                .retries(0));
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(slow.work());
        }
        int answered = 0;
        List<RpcException> refused = new ArrayList<>();
        for (CompletableFuture<String> call : calls) {
            if (call.handle((text, fault) -> fault == null).get()) {
                answered++;
            } else {
                refused.add(failure(call));
            }
        }
        assertThat(answered).isBetween(24, 96);
        assertThat(refused).isNotEmpty();
        assertThat(refused)
                .allSatisfy(
                        e -> {
                            assertThat(e.status().code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
                            assertThat(e.status().surelyNotExecuted()).isTrue();
                        });
        assertThat(refused.get(0))
                .hasMessageContaining("its caller waits 1000 ms; it is refused as more calls wait");
    }

    /** As those have less who make the call for one that they serve. */
    @Test
    void withoutALimiterCallersWithLessTimeLeftAreServedAsOthersAre() throws Exception {
        app.service(ServiceConfig.of(Slow.class, LoadSheddingTest::work)).start();
        Slow patient = slow(1000);
        Slow hurried = slow(500);
        List<CompletableFuture<String>> ofPatient = new ArrayList<>();
        List<CompletableFuture<String>> ofHurried = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            ofPatient.add(patient.work());
            ofHurried.add(hurried.work());
        }
        int more = answered(ofPatient) - answered(ofHurried);
        assertThat(more).isBetween(-12, 12);
    }

    private Slow slow(int timeout) {
        return app.refer(
                ReferenceConfig.of(Slow.class)
                        .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                        .timeout(Duration.ofMillis(timeout))
                        .retries(0));
    }

    private static int answered(List<CompletableFuture<String>> calls) throws Exception {
        int answered = 0;
        for (CompletableFuture<String> call : calls) {
            if (call.handle((text, fault) -> fault == null).get()) {
                answered++;
            }
        }
        return answered;
    }

    public interface Slow {
        CompletableFuture<String> work();
    }

    private static CompletableFuture<String> work() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        return CompletableFuture.completedFuture("done");
    }

    @Test
    void aWrongSettingIsAnErrorAtStart() {
        ServiceConfig<Shop> service = ServiceConfig.of(Shop.class, shop);
        assertThatThrownBy(() -> service.set("limiter", "on"))
                .hasMessageContaining("limiter: 'on' (expected: one of off, adaptive)");
    }

    /** 300 payments and 3,000 recommendations in 1.5 s, five times what it can do. */
    @Test
    void aBusyProviderGoesOnPaying() throws Exception {
        Shop remote = start(new BusyShop());
        List<CompletableFuture<String>> payments = new ArrayList<>();
        List<CompletableFuture<String>> marked = new ArrayList<>();
        long most = 0;
        for (int i = 0; i < 300; i++) {
            payments.add(remote.pay("o"));
            for (int k = 0; k < 10; k++) {
                marked.add(remote.recommend("c"));
            }
            most = Math.max(most, gauge("limiter.active"));
            TimeUnit.MILLISECONDS.sleep(5);
        }
        int paid = 0;
        for (CompletableFuture<String> call : payments) {
            paid += call.handle((text, fault) -> "paid".equals(text) ? 1 : 0).get();
        }
        int mocked = 0;
        for (CompletableFuture<String> call : marked) {
            mocked += answer(call).equals("our best sellers") ? 1 : 0;
        }
        assertThat(paid).isGreaterThan(270);
        assertThat(mocked).isGreaterThan(1_500).isEqualTo(counted("limiter.refused.sheddable"));
        assertThat(most).as("calls that take memory").isLessThan(100);
    }
}
