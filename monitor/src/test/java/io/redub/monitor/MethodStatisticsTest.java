package io.redub.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MethodStatisticsTest {
    /** A service with one method. */
    interface Clock {
        long now();
    }

    private static void record(MethodStatistics statistics, long millis, boolean success) {
        statistics.begin();
        statistics.end(TimeUnit.MILLISECONDS.toNanos(millis), success);
    }

    @Test
    void whoReadsTotalsTakesNothingFromWhoTakesIntervals() {
        MethodStatistics statistics = new MethodStatistics(Side.CONSUMER, "Clock", "now");
        record(statistics, 10, true);
        assertThat(statistics.totals().calls()).isEqualTo(1);
        record(statistics, 30, false);
        assertThat(statistics.totals().failures()).isEqualTo(1);

        MethodStatistics.Interval first = statistics.take();
        assertThat(first.calls()).isEqualTo(2);
        assertThat(first.failures()).isEqualTo(1);
        assertThat(statistics.take().calls()).isZero();

        record(statistics, 20, true);
        assertThat(statistics.take().calls()).isEqualTo(1);
        MethodStatistics.Totals totals = statistics.totals();
        assertThat(totals.calls()).isEqualTo(3);
        assertThat(totals.failures()).isEqualTo(1);
        assertThat(totals.micros()).isCloseTo(60_000, within(1_000.0));
        assertThat(statistics.take().calls()).isZero();
    }

    @Test
    void aWatcherSeesWhatWasThereAndWhatComes() {
        Monitor monitor = new Monitor();
        ServiceModel clock = ServiceModel.of(Clock.class);
        monitor.filter(Side.PROVIDER, clock);
        List<MethodStatistics> seen = new ArrayList<>();
        monitor.watch(seen::add);
        int before = seen.size();
        assertThat(before).isPositive();
        monitor.filter(Side.CONSUMER, clock);
        assertThat(seen).hasSize(2 * before).containsExactlyElementsOf(monitor.statistics());
        assertThat(seen.get(before).side()).isEqualTo(Side.CONSUMER);
    }
}
