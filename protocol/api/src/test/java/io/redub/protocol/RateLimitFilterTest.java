package io.redub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitFilterTest {
    private static final Invocation CALL =
            Invocation.of(ServiceModel.of(Runnable.class).named("run").get(0));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private RateLimitFilter filter(String parameters) {
        return new RateLimitFilter(URL.valueOf("dubbo://h/s?" + parameters), now::get);
    }

    private static boolean passes(RateLimitFilter filter) {
        return filter.invoke(CALL, call -> CompletableFuture.completedFuture(Result.NULL))
                        .toCompletableFuture()
                        .join()
                instanceof Result.Value;
    }

    @Test
    void anIntervalLaterAsManyMayPassAgain() {
        RateLimitFilter filter = filter("tps=2&tps.interval=1000");
        assertThat(passes(filter)).isTrue();
        assertThat(passes(filter)).isTrue();
        assertThat(passes(filter)).isFalse();
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(passes(filter)).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(passes(filter)).isTrue();
        assertThat(passes(filter)).isTrue();
        assertThat(passes(filter)).isFalse();
    }

    @Test
    void aLimitOfNoneLetsNobodyPass() {
        assertThat(RateLimitFilter.isSet(URL.valueOf("dubbo://h/s?tps=0"))).isTrue();
        assertThat(passes(filter("tps=0"))).isFalse();
        assertThat(RateLimitFilter.isSet(URL.valueOf("dubbo://h/s"))).isFalse();
    }

    /** A day of a busy provider has more calls than there are ints. */
    @Test
    void soManyMayBeRefusedThatTheyCannotBeCounted() {
        RateLimitFilter filter = filter("tps=2&tps.interval=86400000");
        filter.window.calls().set(Integer.MAX_VALUE);
        assertThat(passes(filter)).isFalse();
        assertThat(passes(filter)).isFalse();
    }

    @Test
    void anIntervalMustBePositive() {
        assertThatThrownBy(() -> filter("tps=1&tps.interval=0"))
                .hasMessageContaining("tps.interval: 0");
    }
}
