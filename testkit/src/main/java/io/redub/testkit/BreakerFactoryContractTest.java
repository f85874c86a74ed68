package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.Breaker;
import io.redub.cluster.BreakerFactory;
import io.redub.cluster.BreakerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link BreakerFactory} promises of its breakers. Time is the test's. */
public abstract class BreakerFactoryContractTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000 * MILLI);
    private final List<String> told = new ArrayList<>();

    protected abstract BreakerFactory factory();

    private Breaker breaker(int failures, int slowMillis) {
        return factory()
                .create(
                        new BreakerOptions(failures, 50, 50, slowMillis, 10_000, 10, 5_000),
                        now::get,
                        new Breaker.Listener() {
                            @Override
                            public void opened() {
                                told.add("opened");
                            }

                            @Override
                            public void closed() {
                                told.add("closed");
                            }
                        });
    }

    private static void succeed(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded(breaker.acquire(), MILLI);
        }
    }

    private static void fail(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.acquire(), MILLI);
        }
    }

    private Breaker open() {
        Breaker breaker = breaker(3, 0);
        fail(breaker, 3);
        assertThat(breaker.isOpen()).isTrue();
        return breaker;
    }

    private void pass(long millis) {
        now.addAndGet(millis * MILLI);
    }

    @Test
    void itIsClosedAtFirst() {
        Breaker breaker = breaker(3, 0);
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.acquire()).isNotEqualTo(Breaker.REFUSED);
        assertThat(told).isEmpty();
    }

    @Test
    void failuresOneAfterTheOtherOpenIt() {
        Breaker breaker = breaker(3, 0);
        fail(breaker, 2);
        succeed(breaker, 1);
        fail(breaker, 2);
        assertThat(breaker.isOpen()).isFalse();
        fail(breaker, 1);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.acquire()).isEqualTo(Breaker.REFUSED);
        assertThat(told).containsExactly("opened");
    }

    @Test
    void aShareOfFailuresOpensItOnceThereAreEnoughCalls() {
        Breaker breaker = breaker(0, 0);
        for (int i = 0; i < 4; i++) {
            fail(breaker, 1);
            succeed(breaker, 1);
        }
        fail(breaker, 1);
        assertThat(breaker.isOpen()).isFalse();
        fail(breaker, 1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void aSmallerShareDoesNot() {
        Breaker breaker = breaker(0, 0);
        for (int i = 0; i < 30; i++) {
            succeed(breaker, 2);
            fail(breaker, 1);
        }
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        Breaker breaker = breaker(0, 0);
        fail(breaker, 9);
        pass(11_000);
        fail(breaker, 9);
        assertThat(breaker.isOpen()).isFalse();
        fail(breaker, 1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void aShareOfSlowCallsOpensIt() {
        Breaker breaker = breaker(0, 200);
        for (int i = 0; i < 5; i++) {
            breaker.succeeded(breaker.acquire(), 100 * MILLI);
            breaker.succeeded(breaker.acquire(), 300 * MILLI);
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void afterThePauseOneCallTriesAndClosesIt() {
        Breaker breaker = open();
        pass(4_999);
        assertThat(breaker.acquire()).isEqualTo(Breaker.REFUSED);
        pass(2);
        assertThat(breaker.isOpen()).isFalse();
        long permit = breaker.acquire();
        assertThat(permit).isNotEqualTo(Breaker.REFUSED);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.acquire()).isEqualTo(Breaker.REFUSED);
        breaker.succeeded(permit, MILLI);
        assertThat(breaker.isOpen()).isFalse();
        fail(breaker, 2);
        assertThat(breaker.isOpen()).isFalse();
        assertThat(told).containsExactly("opened", "closed");
    }

    @Test
    void ifThatOneFailsAnotherPauseBegins() {
        Breaker breaker = open();
        pass(5_001);
        breaker.failed(breaker.acquire(), MILLI);
        assertThat(breaker.isOpen()).isTrue();
        pass(4_999);
        assertThat(breaker.acquire()).isEqualTo(Breaker.REFUSED);
        pass(2);
        breaker.succeeded(breaker.acquire(), MILLI);
        assertThat(told).containsExactly("opened", "opened", "closed");
    }

    @Test
    void ifThatOneSaysNothingAnotherOneTries() {
        Breaker breaker = open();
        pass(5_001);
        breaker.released(breaker.acquire());
        assertThat(breaker.isOpen()).isFalse();
        breaker.succeeded(breaker.acquire(), MILLI);
        assertThat(told).containsExactly("opened", "closed");
    }

    @Test
    void callsThatBeganBeforeSayNothingOfTheOneThatTries() {
        Breaker breaker = breaker(3, 0);
        long old = breaker.acquire();
        long other = breaker.acquire();
        fail(breaker, 3);
        pass(5_001);
        long permit = breaker.acquire();
        breaker.succeeded(old, MILLI);
        breaker.failed(other, MILLI);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(told).containsExactly("opened");
        breaker.succeeded(permit, MILLI);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void ofManyThreadsOneTries() {
        Breaker breaker = open();
        pass(5_001);
        List<CompletableFuture<Long>> asked =
                IntStream.range(0, 16)
                        .mapToObj(i -> CompletableFuture.supplyAsync(breaker::acquire))
                        .toList();
        LongStream permits = asked.stream().mapToLong(CompletableFuture::join);
        assertThat(permits.filter(permit -> permit != Breaker.REFUSED).count()).isEqualTo(1);
    }

    @Test
    void aResetForgetsAll() {
        Breaker breaker = open();
        breaker.reset();
        assertThat(breaker.isOpen()).isFalse();
        fail(breaker, 2);
        assertThat(breaker.isOpen()).isFalse();
        fail(breaker, 1);
        assertThat(breaker.isOpen()).isTrue();
    }
}
