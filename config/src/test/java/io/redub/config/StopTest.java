package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a bootstrap does while it stops. */
class StopTest {
    /** The service that is stopped. */
    public interface Clock {
        long now();
    }

    /** The common pool may have one thread only, and what waits in it keeps the others out. */
    private static final Executor THREADS = task -> new Thread(task).start();

    @Test
    void aCallThatIsWaitedForMayMakeAReferenceYet() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<RedubBootstrap> middle = new AtomicReference<>();
        try (RedubBootstrap last = provider(() -> 7);
                RedubBootstrap first = RedubBootstrap.application("first").host("127.0.0.1")) {
            middle.set(
                    provider(
                            () -> {
                                begun.countDown();
                                awaitUninterruptibly(go);
                                return clock(middle.get(), last).now();
                            }));
            Clock clock = clock(first, middle.get());
            CompletableFuture<Long> answer = CompletableFuture.supplyAsync(clock::now, THREADS);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(middle.get()::close, THREADS);
            Awaitility.await().until(() -> !middle.get().overview().serving());
            go.countDown();
            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(7);
            stop.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoStopsASecondTimeWaitsForTheFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (RedubBootstrap first = RedubBootstrap.application("first").host("127.0.0.1")) {
            RedubBootstrap provider =
                    provider(
                            () -> {
                                begun.countDown();
                                awaitUninterruptibly(go);
                                return 1;
                            });
            CompletableFuture<Long> answer =
                    CompletableFuture.supplyAsync(clock(first, provider)::now, THREADS);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> once = CompletableFuture.runAsync(provider::close, THREADS);
            Awaitility.await().until(() -> !provider.overview().serving());
            CompletableFuture<Void> twice = CompletableFuture.runAsync(provider::close, THREADS);
            go.countDown();
            twice.get(10, TimeUnit.SECONDS);
            assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo(1);
            once.get(1, TimeUnit.SECONDS);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RedubBootstrap provider(Clock clock) {
        return RedubBootstrap.application("provider")
                .host("127.0.0.1")
                .protocol("dubbo", 0)
                .service(ServiceConfig.of(Clock.class, clock))
                .start();
    }

    private static Clock clock(RedubBootstrap from, RedubBootstrap to) {
        return from.refer(
                ReferenceConfig.of(Clock.class)
                        .url("dubbo://127.0.0.1:" + to.port("dubbo"))
                        .timeout(Duration.ofSeconds(30)));
    }
}
