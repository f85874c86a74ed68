package com.example;

import io.redub.cluster.Candidates;
import io.redub.cluster.LoadBalance;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import java.util.Comparator;

/** Prefers providers of this machine, then the one whose address comes first. */
public final class NearestLoadBalance implements LoadBalance {
    private static final Comparator<ProviderNode> ORDER =
            Comparator.comparing((ProviderNode node) -> !node.address().startsWith("127."))
                    .thenComparing(ProviderNode::address);

    @Override
    public ProviderNode select(Candidates candidates, Invocation call) {
        return candidates.stream().min(ORDER).orElseThrow();
    }
}
