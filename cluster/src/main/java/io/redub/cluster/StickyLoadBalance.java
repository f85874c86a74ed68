package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stays with the provider chosen last while it is up and among the candidates; only then asks
 * another balancer. For sessions that a provider keeps in its memory; a retry leaves the provider,
 * and stays with the new one.
 */
public final class StickyLoadBalance implements LoadBalance {
    private final LoadBalance otherwise;
    private final AtomicReference<@Nullable ProviderNode> last;

    /**
     * @param last shared by all methods that stay together
     */
    public StickyLoadBalance(LoadBalance otherwise, AtomicReference<@Nullable ProviderNode> last) {
        this.otherwise = otherwise;
        this.last = last;
    }

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        ProviderNode before = last.get();
        ProviderNode now = before == null ? null : like(before, candidates);
        if (now != null && now.available()) {
            return now;
        }
        ProviderNode chosen = otherwise.select(candidates, call);
        last.set(chosen);
        return chosen;
    }

    /** Looks through a list once, not in every call; those made for one try are not kept anyway. */
    private @Nullable ProviderNode like(ProviderNode before, Candidates candidates) {
        if (candidates.whole() != candidates) {
            return candidates.like(before);
        }
        AtomicReference<@Nullable Found> memo =
                candidates.derived(last, any -> new AtomicReference<>());
        Found found = memo.get();
        if (found == null || found.of != before) {
            found = new Found(before, candidates.like(before));
            memo.set(found);
        }
        return found.node;
    }

    /**
     * What one list has for the provider chosen last.
     *
     * @param node the one at the same address; null if there is none
     */
    private record Found(ProviderNode of, @Nullable ProviderNode node) {}

    @Override
    public boolean usesLoad() {
        return otherwise.usesLoad();
    }

    @Override
    public boolean usesReports() {
        return otherwise.usesReports();
    }
}
