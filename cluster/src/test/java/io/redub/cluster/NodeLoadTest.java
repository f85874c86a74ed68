package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeLoadTest {
    private static final long MILLI = 1_000_000;

    private final NodeLoad load = new NodeLoad(1_000 * MILLI);
    private long now;

    private void call(long millis, boolean success) {
        load.began();
        now += millis * MILLI;
        load.ended(now, millis * MILLI, success);
    }

    @Test
    void theMeanFollowsWhatCallsTake() {
        call(10, true);
        assertThat(load.meanNanos(now)).isEqualTo(10 * MILLI);
        for (int i = 0; i < 2_000; i++) {
            call(30, true);
        }
        assertThat(load.meanNanos(now)).isBetween(29.0 * MILLI, 30.0 * MILLI);
    }

    @Test
    void thePeakGoesUpAtOnceAndDownSlowly() {
        call(10, true);
        call(500, true);
        assertThat(load.peakNanos(now)).isEqualTo(500 * MILLI);
        assertThat(load.meanNanos(now)).isLessThan(50 * MILLI);
        call(10, true);
        assertThat(load.peakNanos(now)).isBetween(480.0 * MILLI, 500.0 * MILLI);
    }

    @Test
    void aFailureCountsAsATimeoutHoweverFastItWas() {
        call(1, false);
        assertThat(load.meanNanos(now)).isEqualTo(1_000 * MILLI);
        assertThat(load.failed()).isOne();
    }

    @Test
    void aFailureCountsAsUnderWayForAboutATimeout() {
        call(1, false);
        assertThat(load.inFlight()).isZero();
        assertThat(load.underWay(now)).isEqualTo(1);
        assertThat(load.underWay(now + 1_000 * MILLI)).isBetween(0.3, 0.4);
        assertThat(load.underWay(now + 1_500 * MILLI)).isZero();
    }

    @Test
    void whoFailsCountsAsBusyWhateverItSaid() {
        load.reported(now, 0.1);
        call(1, false);
        call(1, false);
        assertThat(load.reported(now)).isGreaterThan(0.7);
        assertThat(load.reported(now + 11_000 * MILLI)).isEqualTo(NodeLoad.UNREPORTED);
    }

    @Test
    void oneFailureAmongManyIsNoEndOfTheProvider() {
        for (int i = 0; i < 1_000; i++) {
            call(2, true);
        }
        call(2, false);
        assertThat(load.peakNanos(now)).isLessThan(5 * MILLI);
    }

    @Test
    void withoutNewsATimeFades() {
        call(100, true);
        assertThat(load.meanNanos(now + 20_000 * MILLI)).isBetween(10.0 * MILLI, 20.0 * MILLI);
    }

    @Test
    void anAbandonedCallIsNewsOnlyIfItTookLong() {
        call(100, true);
        load.began();
        load.abandoned(now + MILLI, MILLI);
        assertThat(load.peakNanos(now)).isEqualTo(100 * MILLI);
        load.began();
        load.abandoned(now + MILLI, 300 * MILLI);
        assertThat(load.peakNanos(now)).isEqualTo(300 * MILLI);
        assertThat(load.inFlight()).isZero();
    }

    @Test
    void manyThreadsLoseNoCount() {
        CompletableFuture.allOf(
                        IntStream.range(0, 4)
                                .mapToObj(
                                        t ->
                                                CompletableFuture.runAsync(
                                                        () -> {
                                                            for (int i = 0; i < 10_000; i++) {
                                                                load.began();
                                                                load.ended(i, 5, i % 2 == 0);
                                                            }
                                                        }))
                                .toArray(CompletableFuture[]::new))
                .join();
        assertThat(load.inFlight()).isZero();
        assertThat(load.succeeded()).isEqualTo(20_000);
        assertThat(load.failed()).isEqualTo(20_000);
    }
}
