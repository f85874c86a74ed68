package io.redub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit and the classes under overload, in simulated time. */
class AdaptiveLimitTest {
    private static final long SEED = 20_261_126;

    /** Half of what the provider can do is asked by critical calls, ten times as much in all. */
    @ParameterizedTest
    @CsvSource({"16, false, 20", "100, false, 20", "8, true, 5", "2, true, 2"})
    void criticalCallsGoOnUnderTenTimesTheLoad(int places, boolean shared, double millis) {
        Overload provider = new Overload(SEED, places, shared, millis);
        double unloaded = provider.run(10, 0.8, 0.5).p99();
        Overload.Seen seen = provider.run(20, 10, 0.05);
        assertThat(seen.used()).as("of what it can do").isGreaterThan(0.93);
        assertThat(seen.refusedShare(Priority.CRITICAL)).isLessThan(places < 8 ? 0.1 : 0.02);
        assertThat(seen.share(Priority.CRITICAL)).isGreaterThan(0.43);
        assertThat(seen.p99()).as("times the service time").isLessThan(2 * unloaded);
    }

    /** Who is critical does not matter when all are. */
    @ParameterizedTest
    @CsvSource({"16, false, 20", "64, false, 20", "8, true, 5"})
    void anOverloadThatLastsDoesNotRaiseTheLimit(int places, boolean shared, double millis) {
        Overload provider = new Overload(SEED, places, shared, millis);
        Overload.Seen early = provider.run(20, 5, 1);
        Overload.Seen late = provider.run(60, 5, 1);
        assertThat(late.used()).isGreaterThan(0.93);
        assertThat(late.limit()).isLessThan(2 * places + 8);
        assertThat(late.p99()).isLessThan(1.2 * early.p99());
    }

    @Test
    void lowerClassesGetWhatIsLeftInTheirOrder() {
        Overload.Seen seen = new Overload(SEED, 32, false, 10).run(40, 3, 0.1);
        assertThat(seen.refusedShare(Priority.CRITICAL)).isLessThan(0.01);
        assertThat(seen.refusedShare(Priority.NORMAL)).isBetween(0.3, 0.7);
        assertThat(seen.refusedShare(Priority.SHEDDABLE)).isGreaterThan(0.9);
    }

    @Test
    void belowItsCapacityAProviderRefusesNothing() {
        Overload.Seen seen = new Overload(SEED, 32, false, 10).run(60, 0.7, 0.2);
        assertThat(Overload.Seen.total(seen.refused())).isZero();
    }

    /** Five times as slow by itself: fewer calls would not make it faster. */
    @Test
    void aServiceThatBecomesSlowerKeepsItsThroughput() {
        Overload provider = new Overload(SEED, 32, false, 10);
        provider.run(20, 3, 0.2);
        Overload.Seen slow = provider.slower(5).run(20, 3, 0.2);
        assertThat(slow.used()).isGreaterThan(0.9);
        assertThat(slow.p99()).isLessThan(5);
        Overload.Seen fast = provider.slower(1).run(20, 3, 0.2);
        assertThat(fast.used()).isGreaterThan(0.9);
        assertThat(fast.p99()).isLessThan(5);
    }

    /** From the third second on, in the mean of some runs. */
    @ParameterizedTest
    @CsvSource({
        "32, false, 10, 2",
        "32, false, 10, 5",
        "32, false, 10, 10",
        "12, false, 15, 5",
        "100, false, 20, 5",
        "8, true, 5, 5"
    })
    void theLimitFitsAgainSoonAfterTheServiceBecameSlower(
            int places, boolean shared, double millis, double times) {
        double used = 0;
        int runs = 5;
        for (int run = 0; run < runs; run++) {
            Overload provider = new Overload(SEED + run, places, shared, millis);
            provider.run(20 + run / 3.0, 3, 0.2);
            used += provider.slower(times).run(4, 3, 0.2).used() / runs;
        }
        assertThat(used).isGreaterThan(0.8);
    }

    @Test
    void aProviderOfLongCallsComesToItsLimitInSeconds() {
        Overload.Seen seen = new Overload(SEED, 100, false, 1_000).run(16, 2, 0.2);
        assertThat(seen.used()).as("from 8 s on").isGreaterThan(0.9);
    }

    @Test
    void theLimitStaysWithinItsBounds() {
        AdaptiveLimit limit = new AdaptiveLimit(50, 0);
        AdaptiveLimit.Latency method = limit.latency();
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(1);
            limit.reached(limit.limit());
            limit.ended(method, TimeUnit.MILLISECONDS.toNanos(5), now);
            assertThat(limit.limit()).isBetween(AdaptiveLimit.SMALLEST, 50);
        }
        assertThat(limit.limit()).as("made use of, and nothing waits").isEqualTo(50);
        for (int i = 0; i < 100_000; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(1);
            limit.reached(limit.limit());
            // As long as many are let in: all of it is waiting.
            limit.ended(method, TimeUnit.MILLISECONDS.toNanos(5L * limit.limit()), now);
            assertThat(limit.limit()).isBetween(AdaptiveLimit.SMALLEST, 50);
        }
        assertThat(limit.limit()).isLessThan(12);
    }

    @Test
    void aLimitOfNoneIsAnError() {
        assertThatThrownBy(() -> new AdaptiveLimit(1, 0)).hasMessageContaining("limit: 1");
    }

    /** On a coarse clock, or where the method does nothing. */
    @Test
    void callsThatTakeNoTimeDoNotCloseTheLimit() {
        AdaptiveLimit limit = new AdaptiveLimit(100, 0);
        AdaptiveLimit.Latency method = limit.latency();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(1);
            limit.reached(limit.limit());
            limit.refused(Priority.NORMAL);
            limit.ended(method, 0, now);
            assertThat(limit.limit(Priority.SHEDDABLE)).isPositive();
            assertThat(limit.limit()).isBetween(AdaptiveLimit.SMALLEST, 100);
        }
    }
}
