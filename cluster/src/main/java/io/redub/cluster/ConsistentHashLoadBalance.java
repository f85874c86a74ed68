package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls with equal arguments go to the same provider; when one is lost only its calls move, and
 * spread over all others. Consumers agree with each other, and with those of Dubbo while all
 * providers have the default weight and are warm, or {@code hash.weighted} is false.
 *
 * <p>Settings: {@code hash.arguments}, indexes of the arguments that count, default 0; {@code
 * hash.nodes}, points of a provider on the ring, 4 to 10,000, default 160; {@code hash.weighted},
 * default true.
 */
public final class ConsistentHashLoadBalance implements LoadBalance {
    private static final int NODES = 160;
    private static final int MOST_NODES = 10_000;

    /** While weights change, a ring is made no more often: each one moves calls. */
    private static final long RENEWAL_NANOS = 10_000_000_000L;

    private final HashKey key;
    private final RingKind kind;

    /** Rings of one kind are the same for all methods. */
    private record RingKind(int nodes, boolean weighted) {
        HashRing make(Candidates candidates) {
            return new HashRing(candidates, nodes, weighted);
        }
    }

    public ConsistentHashLoadBalance() {
        this(new HashKey(new int[] {0}), new RingKind(NODES, true));
    }

    private ConsistentHashLoadBalance(HashKey key, RingKind kind) {
        this.key = key;
        this.kind = kind;
    }

    @Override
    public LoadBalance forMethod(MethodModel method, URL settings) {
        int nodes = settings.getMethodParameter(method.name(), "hash.nodes", NODES);
        if (nodes < 4 || nodes > MOST_NODES) {
            throw new IllegalArgumentException(
                    "hash.nodes: " + nodes + " (expected: 4.." + MOST_NODES + ")");
        }
        boolean weighted = settings.getMethodParameter(method.name(), "hash.weighted", true);
        return new ConsistentHashLoadBalance(
                HashKey.of(method, settings), new RingKind(nodes, weighted));
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        Candidates whole = candidates.whole();
        return ring(whole).find(key.hash(call), whole, candidates);
    }

    private HashRing ring(Candidates whole) {
        return whole.derived(kind, these -> new CurrentRing(kind.make(these))).of(whole, kind);
    }

    /** The ring of some candidates; made again when their weights have changed. */
    private static final class CurrentRing {
        private final AtomicBoolean renewing = new AtomicBoolean();
        private volatile HashRing ring;

        CurrentRing(HashRing ring) {
            this.ring = ring;
        }

        HashRing of(Candidates candidates, RingKind kind) {
            HashRing now = ring;
            if (kind.weighted
                    && candidates.weightSums() != now.sums
                    && candidates.nanos() - now.madeAt > RENEWAL_NANOS
                    && renewing.compareAndSet(false, true)) {
                // The others use the old one meanwhile.
                now = kind.make(candidates);
                ring = now;
                renewing.set(false);
            }
            return now;
        }
    }
}
