package io.redub.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.redub.monitor.MethodStatistics;
import io.redub.monitor.Monitor;
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
 * one interface count together. Each counter and gauge of a service is a meter, too: {@code redub.}
 * and its name. Nothing is added to a call; figures are fetched when read.
 */
final class RedubMeters implements MeterBinder {
    /** What follows is the class of the refused calls. */
    private static final String REFUSED = "limiter.refused.";

    private final RedubLifecycle lifecycle;

    RedubMeters(RedubLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Map<Tags, List<MethodStatistics>> known = new ConcurrentHashMap<>();
        lifecycle.bootstrap().monitor().watch(method -> add(registry, known, method));
        lifecycle.bootstrap().monitor().watchFigures(figure -> add(registry, figure));
    }

    private static void add(MeterRegistry registry, Monitor.Figure figure) {
        String name = figure.name().name();
        Tags tags = Tags.of("service", figure.name().service());
        if (name.startsWith(REFUSED)) {
            tags = tags.and("priority", name.substring(REFUSED.length()));
            name = REFUSED.substring(0, REFUSED.length() - 1);
        }
        ToDoubleFunction<Monitor.Figure> value = each -> each.value().getAsLong();
        if (figure.counts()) {
            FunctionCounter.builder("redub." + name, figure, value).tags(tags).register(registry);
        } else {
            // Held on to: nobody else does.
            Gauge.builder("redub." + name, figure, value)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
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
