package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers that may answer a call, with their weights. Immutable but for the weights, which
 * are looked up again at most once in {@link #WEIGHTS_NANOS}, since those of cold providers grow:
 * choosing one does not look at all of them.
 */
public final class Candidates extends AbstractList<ProviderNode> implements RandomAccess {
    /** How old weights may be. */
    static final long WEIGHTS_NANOS = 1_000_000_000;

    private static final Candidates NONE = of(List.of());

    private final ProviderNode[] nodes;
    private final LongSupplier clock;
    private final @Nullable Candidates whole;
    private final AtomicLong expiry;
    private volatile long[] sums;

    /** Made when a balancer first asks: most have nothing to remember. */
    private volatile @Nullable Map<Object, Object> derived;

    private Candidates(
            List<? extends ProviderNode> nodes, LongSupplier clock, @Nullable Candidates whole) {
        this.nodes = nodes.toArray(ProviderNode[]::new);
        this.clock = clock;
        this.whole = whole;
        this.expiry = new AtomicLong(clock.getAsLong() + WEIGHTS_NANOS);
        this.sums = sum();
    }

    public static Candidates of(List<? extends ProviderNode> nodes) {
        return of(nodes, System::nanoTime);
    }

    /**
     * @param clock in nanoseconds, such as {@link System#nanoTime}
     */
    public static Candidates of(List<? extends ProviderNode> nodes, LongSupplier clock) {
        return new Candidates(nodes, clock, null);
    }

    public static Candidates none() {
        return NONE;
    }

    /** Those of them that are meant; this list itself if it is all. */
    public Candidates only(Predicate<? super ProviderNode> meant) {
        List<ProviderNode> left = new ArrayList<>(nodes.length);
        for (ProviderNode node : nodes) {
            if (meant.test(node)) {
                left.add(node);
            }
        }
        return only(left);
    }

    /** These of them, in their order; this list itself if it is all. */
    public Candidates only(List<? extends ProviderNode> some) {
        return some.size() == nodes.length ? this : some.isEmpty() ? NONE : of(some, clock);
    }

    @Override
    public ProviderNode get(int index) {
        return nodes[index];
    }

    @Override
    public int size() {
        return nodes.length;
    }

    /**
     * The sums of the weights up to and with each provider, the last one being the total. The array
     * is shared: not to be written to. It is the same one as long as no weight changes.
     */
    public long[] weightSums() {
        return weightSums(clock.getAsLong());
    }

    /** For those who have just looked at the clock: that is not for nothing. */
    long[] weightSums(long now) {
        long until = expiry.get();
        if (now - until >= 0 && expiry.compareAndSet(until, now + WEIGHTS_NANOS)) {
            long[] fresh = sum();
            if (!Arrays.equals(fresh, sums)) {
                sums = fresh;
            }
        }
        return sums;
    }

    /**
     * The one whose part of {@link #weightSums()} is above what was drawn. It is looked for from
     * where it would be if all weights were equal, in steps that double, since it mostly is near.
     */
    static int indexAt(long[] sums, long drawn) {
        int last = sums.length - 1;
        int guess = Math.min(last, (int) ((double) drawn / sums[last] * sums.length));
        int low = 0;
        int high = last;
        int step = 1;
        if (sums[guess] > drawn) {
            high = guess;
            for (int at = guess - 1; at >= 0; at = guess - step) {
                if (sums[at] <= drawn) {
                    low = at + 1;
                    break;
                }
                high = at;
                step *= 2;
            }
        } else {
            low = guess + 1;
            for (int at = guess + 1; at <= last; at = guess + step) {
                if (sums[at] > drawn) {
                    high = at;
                    break;
                }
                low = at + 1;
                step *= 2;
            }
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > drawn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The weight of one provider. */
    static long weightAt(long[] sums, int index) {
        return index == 0 ? sums[0] : sums[index] - sums[index - 1];
    }

    /** The time on the clock of these candidates, in nanoseconds. */
    public long nanos() {
        return clock.getAsLong();
    }

    /**
     * What a balancer works out of these candidates once, such as a ring: made by the first who
     * asks, kept as long as they are. Keys are few: a balancer, or its settings.
     */
    @SuppressWarnings("unchecked") // whoever has the key knows what is under it
    public <T> T derived(Object key, Function<? super Candidates, ? extends T> make) {
        Map<Object, Object> all = derived;
        if (all == null) {
            synchronized (this) {
                all = derived;
                if (all == null) {
                    all = new ConcurrentHashMap<>(4);
                    derived = all;
                }
            }
        }
        Object known = all.get(key);
        if (known == null) {
            known = all.computeIfAbsent(key, absent -> make.apply(this));
        }
        return (T) known;
    }

    /**
     * Those of which these are what is left for one call, such as the ones not tried yet; these
     * themselves, if they are not a part.
     */
    public Candidates whole() {
        return whole == null ? this : whole;
    }

    /** Whether this very node is among them. */
    boolean holds(ProviderNode node) {
        for (ProviderNode candidate : nodes) {
            if (candidate == node) {
                return true;
            }
        }
        return false;
    }

    private long[] sum() {
        long[] upTo = new long[nodes.length];
        long total = 0;
        for (int i = 0; i < nodes.length; i++) {
            total += Math.max(0, nodes[i].weight());
            upTo[i] = total;
        }
        return upTo;
    }

    /**
     * The balancer's choice, or another one if that is down: null only if there is nobody, one that
     * is down only if all are.
     */
    public @Nullable ProviderNode select(LoadBalance balance, Invocation call) {
        if (nodes.length <= 1) {
            return nodes.length == 0 ? null : nodes[0];
        }
        ProviderNode chosen = balance.select(this, call);
        return chosen.available() ? chosen : another(List.of(chosen), balance, call);
    }

    /** The candidate at the same address; null if there is none. */
    @Nullable ProviderNode like(ProviderNode node) {
        for (ProviderNode candidate : nodes) {
            if (candidate == node || candidate.address().equals(node.address())) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether an address is one of theirs; of one or two, looking is less work than hashing. */
    private static Predicate<String> addresses(List<ProviderNode> some) {
        return some.size() <= 2
                ? address -> some.stream().anyMatch(it -> it.address().equals(address))
                : some.stream().map(ProviderNode::address).collect(Collectors.toSet())::contains;
    }

    /**
     * One that is up and was not tried; else one that is up; else one that was not tried. Of two
     * lists, the same provider may be two nodes: addresses are compared.
     */
    public @Nullable ProviderNode another(
            List<ProviderNode> tried, LoadBalance balance, Invocation call) {
        Predicate<String> isTried = addresses(tried);
        List<ProviderNode> fresh = new ArrayList<>(nodes.length);
        List<ProviderNode> up = new ArrayList<>(nodes.length);
        List<ProviderNode> freshAndUp = new ArrayList<>(nodes.length);
        for (ProviderNode node : nodes) {
            boolean untried = !isTried.test(node.address());
            if (untried) {
                fresh.add(node);
            }
            if (node.available()) {
                up.add(node);
                if (untried) {
                    freshAndUp.add(node);
                }
            }
        }
        for (List<ProviderNode> pool : List.of(freshAndUp, up, fresh, this)) {
            if (pool.size() == 1) {
                return pool.get(0);
            }
            if (!pool.isEmpty()) {
                return balance.select(
                        pool == this ? this : new Candidates(pool, clock, whole()), call);
            }
        }
        return null;
    }
}
