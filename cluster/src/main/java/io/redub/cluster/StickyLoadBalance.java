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
        ProviderNode now = before == null ? null : candidates.like(before);
        if (now != null && now.available()) {
            return now;
        }
        ProviderNode chosen = otherwise.select(candidates, call);
        last.set(chosen);
        return chosen;
    }

    @Override
    public boolean usesLoad() {
        return otherwise.usesLoad();
    }

    @Override
    public boolean usesReports() {
        return otherwise.usesReports();
    }
}
