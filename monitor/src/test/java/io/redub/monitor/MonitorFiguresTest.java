package io.redub.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters and gauges as whoever exports them sees them. */
class MonitorFiguresTest {
    private final Monitor monitor = new Monitor();
    private final List<Monitor.Figure> told = new ArrayList<>();

    private long value(String name) {
        return told.stream()
                .filter(figure -> figure.name().name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsLong();
    }

    @Test
    void eachIsToldOnceWhetherItWasThereOrCameLater() {
        monitor.counter("Shop", "early").increment();
        monitor.watchFigures(told::add);
        monitor.counter("Shop", "early").increment();
        monitor.counter("Shop", "late").add(5);
        monitor.gauge("Shop", "level", () -> 7);
        assertThat(told)
                .extracting(figure -> figure.name().name())
                .containsExactly("early", "late", "level");
        assertThat(value("early")).isEqualTo(2);
        assertThat(value("late")).isEqualTo(5);
        assertThat(value("level")).isEqualTo(7);
    }

    @Test
    void ofAGaugeTheLastOneOfItsNameCounts() {
        monitor.watchFigures(told::add);
        monitor.gauge("Shop", "level", () -> 1);
        monitor.gauge("Shop", "level", () -> 2);
        assertThat(told).hasSize(1);
        assertThat(value("level")).isEqualTo(2);
    }
}
