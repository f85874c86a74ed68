package io.redub.protocol;

import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A provider under a load that does not wait for its answers, in simulated time: calls come at
 * random and independently, and are served either by a number of places with a queue before them
 * (such as connections to a database) or all at once by a number of processors.
 */
final class Overload {
    interface Shop {
        String buy();
    }

    private static final ServiceModel SHOP = ServiceModel.of(Shop.class);

    /** Calls per class, in the second half of the time, where everything has settled. */
    record Seen(
            Map<Priority, Long> served,
            Map<Priority, Long> refused,
            double used,
            int limit,
            double p99) {
        double share(Priority priority) {
            return served.get(priority) / (double) total(served);
        }

        double refusedShare(Priority priority) {
            long calls = served.get(priority) + refused.get(priority);
            return refused.get(priority) / (double) Math.max(1, calls);
        }

        static long total(Map<Priority, Long> calls) {
            return calls.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final class Call {
        final long began;
        final Priority priority;
        double left;

        Call(long began, Priority priority, double left) {
            this.began = began;
            this.priority = priority;
            this.left = left;
        }
    }

    private final Random random;
    private final int places;
    private final boolean shared;
    private final double serviceNanos;
    private final List<Call> running = new ArrayList<>();
    private final Deque<Call> queue = new ArrayDeque<>();
    private double now;
    private double slowness = 1;
    private final LoadShedder shedder;
    private final MethodGate gate;

    /**
     * @param shared whether all calls let in share the places, as processors; else they queue
     */
    Overload(long seed, int places, boolean shared, double serviceMillis) {
        this.random = new Random(seed);
        this.places = places;
        this.shared = shared;
        this.serviceNanos = serviceMillis * 1e6;
        this.shedder = new LoadShedder(1_000, () -> (long) now);
        URL url = URL.valueOf("dubbo://127.0.0.1:1/Shop?priority=critical");
        ServiceGate gates = shedder.gate(SHOP, url, any -> new LongAdder());
        this.gate = gates.of(SHOP.methods().get(0));
    }

    /** From now on calls take so many times as long. */
    Overload slower(double times) {
        slowness = times;
        return this;
    }

    /**
     * @param load in parts of what the provider can do
     * @param critical part of the calls; the others are normal and sheddable, half and half
     */
    Seen run(double seconds, double load, double critical) {
        double start = now;
        double end = now + seconds * 1e9;
        double settled = now + seconds * 0.5e9;
        double rate = load * places / serviceNanos / slowness;
        Map<Priority, Long> served = counts();
        Map<Priority, Long> refused = counts();
        List<Long> latencies = new ArrayList<>();
        double arrival = start;
        while (now < end) {
            double speed = shared ? Math.min(1, places / (double) Math.max(1, running.size())) : 1;
            Call first = first();
            double ending = first == null ? Double.MAX_VALUE : now + first.left / speed;
            double next = Math.min(ending, arrival);
            for (Call call : running) {
                call.left -= (next - now) * speed;
            }
            now = next;
            if (first != null && ending <= arrival) {
                end(first);
                if (now > settled) {
                    served.merge(first.priority, 1L, Long::sum);
                    if (first.priority == Priority.CRITICAL) {
                        latencies.add((long) now - first.began);
                    }
                }
            } else {
                arrival = now - Math.log(1 - random.nextDouble()) / rate;
                Priority priority = priority(critical);
                if (gate.enter(priority)) {
                    begin(new Call((long) now, priority, serviceTime()));
                } else if (now > settled) {
                    refused.merge(priority, 1L, Long::sum);
                }
            }
        }
        double could = places * (now - settled) / serviceNanos / slowness;
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        double p99 = sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)];
        return new Seen(
                served,
                refused,
                Seen.total(served) / could,
                shedder.limit(),
                p99 / serviceNanos / slowness);
    }

    private static Map<Priority, Long> counts() {
        Map<Priority, Long> counts = new EnumMap<>(Priority.class);
        Arrays.stream(Priority.values()).forEach(each -> counts.put(each, 0L));
        return counts;
    }

    private Priority priority(double critical) {
        double drawn = random.nextDouble();
        if (drawn < critical) {
            return Priority.CRITICAL;
        }
        return drawn < (1 + critical) / 2 ? Priority.NORMAL : Priority.SHEDDABLE;
    }

    /** Two thirds of it fixed, one third exponential. */
    private double serviceTime() {
        double varying = -Math.log(1 - random.nextDouble());
        return serviceNanos * slowness * (2 + varying) / 3;
    }

    private @Nullable Call first() {
        Call first = null;
        for (Call call : running) {
            if (first == null || call.left < first.left) {
                first = call;
            }
        }
        return first;
    }

    private void begin(Call call) {
        if (shared || running.size() < places) {
            running.add(call);
        } else {
            queue.add(call);
        }
    }

    private void end(Call call) {
        running.remove(call);
        gate.leave(call.began, true);
        Call next = shared ? null : queue.poll();
        if (next != null) {
            running.add(next);
        }
    }
}
