package io.redub.bench.balancing;

import io.redub.cluster.Candidates;
import io.redub.cluster.LoadBalance;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Calls of some consumers to many providers, in virtual time: the real balancers with a clock and
 * randomness that are made up, so that the same seed has the same outcome. Calls come at random
 * times; none is tried again, so that errors are those of the choice alone.
 */
final class Simulation {
    private static final int KEYS = 100_000;
    private static final int PARTS = 50;

    /** Histograms count in thousandths of the usual time of a call. */
    private static final double UNIT = 1_000;

    private interface Service {
        void call(String key);
    }

    private static final MethodModel METHOD = ServiceModel.of(Service.class).named("call").get(0);

    /** A call that will come back to its consumer. */
    private record Return(long at, long order, View view, long sentAt, boolean success) {}

    private final Load load;
    private final SplittableRandom random;
    private final List<VirtualProvider> providers;
    private final List<List<View>> views;
    private final List<LoadBalance> balances;
    private final List<Candidates> candidates = new ArrayList<>();
    private final PriorityQueue<Return> returns =
            new PriorityQueue<>(
                    Comparator.comparingLong(Return::at).thenComparingLong(Return::order));
    private final Histogram times = new Histogram(3);
    private final long[] received;
    private final long[] bad = new long[PARTS];
    private final long[] all = new long[PARTS];
    private long now;
    private long errors;
    private long order;

    private Simulation(Load load, Scenario scenario, Balancer balancer, long seed) {
        this.load = load;
        this.random = new SplittableRandom(seed);
        this.received = new long[load.providers()];
        this.providers =
                IntStream.range(0, load.providers())
                        .mapToObj(i -> new VirtualProvider(load, scenario.of(i), i))
                        .toList();
        this.views = IntStream.range(0, load.consumers()).mapToObj(consumer -> views()).toList();
        this.balances =
                IntStream.range(0, load.consumers())
                        .mapToObj(consumer -> balancer.make(random::nextLong))
                        .toList();
    }

    private List<View> views() {
        return IntStream.range(0, load.providers())
                .mapToObj(i -> new View(i, providers.get(i), load.timeoutNanos(), () -> now))
                .toList();
    }

    static Outcome run(Load load, Scenario scenario, Balancer balancer, long seed) {
        return new Simulation(load, scenario, balancer, seed).outcome();
    }

    private Outcome outcome() {
        double gap = (double) load.nanos() / load.calls();
        double next = 0;
        boolean[] listed = new boolean[0];
        long looked = 0;
        while (next < load.nanos()) {
            now = (long) next;
            settle();
            // Lists change at most a hundred times in a run.
            if (listed.length == 0 || now - looked > load.nanos() / 100) {
                looked = now;
                listed = relist(listed);
            }
            call(random.nextInt(load.consumers()));
            next -= gap * Math.log(1 - random.nextDouble());
        }
        now = Long.MAX_VALUE / 2;
        settle();
        return summary();
    }

    private boolean[] relist(boolean[] before) {
        boolean[] listed = new boolean[load.providers()];
        boolean changed = before.length == 0;
        for (int i = 0; i < listed.length; i++) {
            listed[i] = providers.get(i).listed(now);
            changed |= before.length != 0 && before[i] != listed[i];
        }
        if (changed) {
            candidates.clear();
            for (List<View> known : views) {
                candidates.add(
                        Candidates.of(
                                known.stream().filter(view -> listed[view.index()]).toList(),
                                () -> now));
            }
        }
        return listed;
    }

    private void call(int consumer) {
        Invocation call = Invocation.of(METHOD, "key-" + random.nextInt(KEYS));
        View view = (View) balances.get(consumer).select(candidates.get(consumer), call);
        view.load().began();
        VirtualProvider provider = view.provider();
        received[view.index()]++;
        int part = (int) (now * PARTS / load.nanos());
        all[part]++;
        bad[part] += provider.bad() ? 1 : 0;
        VirtualProvider.Answer answer = provider.serve(now, random);
        long latest = now + load.timeoutNanos();
        returns.add(
                answer.at() > latest
                        ? new Return(latest, order++, view, now, false)
                        : new Return(answer.at(), order++, view, now, answer.success()));
    }

    /** What came back until now. */
    private void settle() {
        long present = now;
        while (!returns.isEmpty() && returns.peek().at <= present) {
            Return back = returns.remove();
            now = back.at;
            boolean success = back.success && back.view.provider().listed(now);
            long took = now - back.sentAt;
            back.view.load().ended(now, took, success);
            if (success) {
                back.view.load().reported(now, back.view.provider().busy(now));
            } else {
                errors++;
            }
            // Whoever waits for an answer that never comes has waited as long as it may take.
            long waited = success ? took : load.timeoutNanos();
            times.recordValue((long) (waited / load.serviceNanos() * UNIT));
        }
        now = present;
    }

    private Outcome summary() {
        long calls = 0;
        long toBad = 0;
        long weights = 0;
        for (int i = 0; i < received.length; i++) {
            calls += received[i];
            toBad += providers.get(i).bad() ? received[i] : 0;
            weights += providers.get(i).fullWeight();
        }
        double wrong = 0;
        for (int i = 0; i < received.length; i++) {
            double due = (double) providers.get(i).fullWeight() / weights;
            wrong += Math.abs((double) received[i] / calls - due) / 2;
        }
        double[] overTime = new double[PARTS];
        for (int part = 0; part < PARTS; part++) {
            overTime[part] = (double) bad[part] / Math.max(1, all[part]);
        }
        return new Outcome(
                wrong,
                (double) toBad / calls,
                times.getValueAtPercentile(50) / UNIT,
                times.getValueAtPercentile(99) / UNIT,
                (double) errors / calls,
                overTime);
    }
}
