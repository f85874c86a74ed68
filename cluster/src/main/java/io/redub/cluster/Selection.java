package io.redub.cluster;

import io.redub.service.Invocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks a provider: the balancer's choice, unless that one is down or was tried already. */
final class Selection {
    private Selection() {}

    /** Null only if there are no providers; one that is down if all are. */
    static @Nullable ProviderNode select(
            List<ProviderNode> providers, LoadBalance balance, Invocation call) {
        int size = providers.size();
        if (size <= 1) {
            return size == 0 ? null : providers.get(0);
        }
        ProviderNode chosen = balance.select(providers, call);
        return chosen.available() ? chosen : another(providers, List.of(chosen), balance, call);
    }

    /** One that is up and was not tried; else one that is up; else one that was not tried. */
    static @Nullable ProviderNode another(
            List<ProviderNode> providers,
            List<ProviderNode> tried,
            LoadBalance balance,
            Invocation call) {
        List<ProviderNode> fresh = new ArrayList<>(providers.size());
        List<ProviderNode> up = new ArrayList<>(providers.size());
        for (ProviderNode node : providers) {
            boolean available = node.available();
            if (available) {
                up.add(node);
            }
            if (!tried.contains(node)) {
                fresh.add(node);
            }
        }
        List<ProviderNode> freshAndUp = new ArrayList<>(fresh);
        freshAndUp.retainAll(up);
        for (List<ProviderNode> pool : List.of(freshAndUp, up, fresh, providers)) {
            if (pool.size() == 1) {
                return pool.get(0);
            }
            if (!pool.isEmpty()) {
                return balance.select(pool, call);
            }
        }
        return null;
    }
}
