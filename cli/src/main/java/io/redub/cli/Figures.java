package io.redub.cli;

import io.redub.monitor.MethodStatistics;
import io.redub.monitor.Monitor;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Calls and latencies of one method, second by second and altogether, as the monitor has them. */
final class Figures {
    private final MethodStatistics method;
    private final Histogram all = new Histogram(3);
    private final long begin = System.nanoTime();
    private long last = begin;

    /** Counts from now on. */
    Figures(Monitor monitor, Class<?> service, String name) {
        method =
                monitor.statistics().stream()
                        .filter(m -> m.service().equals(service.getName()))
                        .filter(m -> m.method().equals(name))
                        .findFirst()
                        .orElseThrow();
        method.take();
    }

    /** The time since the last call of this, as text of fixed width. */
    String next() {
        Histogram histogram = method.take().latencies();
        all.add(histogram);
        long now = System.nanoTime();
        double seconds = (now - last) / 1e9;
        last = now;
        return String.format(
                Locale.ROOT,
                "%,8.0f calls/s   p50 %6.1f ms   p99 %6.1f ms",
                histogram.getTotalCount() / seconds,
                millis(histogram, 50),
                millis(histogram, 99));
    }

    /** Everything until now. */
    String summary() {
        all.add(method.take().latencies());
        double seconds = (System.nanoTime() - begin) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,d calls in %.1f s (%,.0f/s), p50 %.1f ms, p99 %.1f ms, longest %.0f ms",
                all.getTotalCount(),
                seconds,
                all.getTotalCount() / seconds,
                millis(all, 50),
                millis(all, 99),
                all.getMaxValue() / 1000.0);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
