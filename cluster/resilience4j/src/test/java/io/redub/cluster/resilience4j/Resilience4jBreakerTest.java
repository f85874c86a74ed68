package io.redub.cluster.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.event.CircuitBreakerEvent;
import io.redub.cluster.Breaker;
import io.redub.cluster.BreakerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class Resilience4jBreakerTest {
    private static final int PAUSE_MILLIS = 5_000;

    private final AtomicLong now = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    private final Resilience4jBreaker breaker =
            new Resilience4jBreaker(
                    new BreakerOptions(1, 50, 100, 0, 10_000, 20, PAUSE_MILLIS),
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

    @Test
    void aTryThatBeginsWhileTheEndOfThePauseIsBeingToldCountsAsOne() throws Exception {
        breaker.failed(breaker.acquire(), 1);
        CompletableFuture<Long> other = new CompletableFuture<>();
        breaker.breaker
                .getEventPublisher()
                .onEvent(
                        event -> {
                            if (event.getEventType() == CircuitBreakerEvent.Type.STATE_TRANSITION
                                    && !other.isDone()) {
                                other.completeAsync(breaker::acquire).join();
                            }
                        });
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS + 1));
        assertThat(breaker.acquire()).isEqualTo(Breaker.REFUSED);
        long permit = other.get(10, TimeUnit.SECONDS);
        assertThat(permit).isNotEqualTo(Breaker.REFUSED);
        assertThat(breaker.isOpen()).isTrue();
        breaker.succeeded(permit, 1);
        assertThat(breaker.isOpen()).isFalse();
        assertThat(told).containsExactly("opened", "closed");
        assertThat(breaker.acquire()).isNotEqualTo(Breaker.REFUSED);
    }
}
