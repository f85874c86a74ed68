package io.redub.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.redub.monitor.MethodStatistics;
import io.redub.spring.RedubLifecycle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The monitor's figures as meters, three for each method and side: {@code redub.calls} (count and
 * time), {@code redub.calls.failed}, {@code redub.calls.active}. Several exports or references of
 * one interface count together. Nothing is added to a call; figures are fetched when read.
 */
final class RedubMeters implements MeterBinder {
    private final RedubLifecycle lifecycle;

    RedubMeters(RedubLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Map<Tags, List<MethodStatistics>> known = new ConcurrentHashMap<>();
        lifecycle.bootstrap().monitor().watch(method -> add(registry, known, method));
    }

    private static void add(
            MeterRegistry registry,
            Map<Tags, List<MethodStatistics>> known,
            MethodStatistics method) {
        Tags tags =
                Tags.of(
                        "service", method.service(),
                        "method", method.method(),
                        "side", method.side().name().toLowerCase(Locale.ROOT));
        List<MethodStatistics> same =
                known.computeIfAbsent(tags, any -> new CopyOnWriteArrayList<>());
        same.add(method);
        if (same.size() > 1) {
            return;
        }
        FunctionTimer.builder(
                        "redub.calls",
                        same,
                        all -> all.stream().mapToLong(each -> each.totals().calls()).sum(),
                        all -> sum(all, each -> each.totals().micros()),
                        TimeUnit.MICROSECONDS)
                .tags(tags)
                .description("Calls ended, and the time they took")
                .register(registry);
        FunctionCounter.builder(
                        "redub.calls.failed",
                        same,
                        all -> sum(all, each -> each.totals().failures()))
                .tags(tags)
                .description("Calls that ended with an exception, the user's own or another")
                .register(registry);
        Gauge.builder("redub.calls.active", same, all -> sum(all, MethodStatistics::active))
                .tags(tags)
                .description("Calls under way")
                .register(registry);
    }

    private static double sum(
            List<MethodStatistics> all, ToDoubleFunction<MethodStatistics> figure) {
        return all.stream().mapToDouble(figure).sum();
    }
}
