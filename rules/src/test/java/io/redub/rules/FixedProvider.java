package io.redub.rules;

import io.redub.cluster.Candidates;
import io.redub.cluster.NodeLoad;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.url.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A provider that is always up. */
record FixedProvider(URL url) implements ProviderNode {
    /** One at each host. */
    static Candidates list(String... hosts) {
        return Candidates.of(
                Arrays.stream(hosts)
                        .map(
                                host ->
                                        new FixedProvider(
                                                URL.of("dubbo", host, 20880, "any", Map.of())))
                        .toList());
    }

    @Override
    public String address() {
        return url.getAddress();
    }

    @Override
    public int weight() {
        return 100;
    }

    @Override
    public NodeLoad load(int method) {
        return new NodeLoad();
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        return CompletableFuture.completedFuture(Result.value(address()));
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public CompletionStage<?> ready() {
        return CompletableFuture.completedFuture(null);
    }
}
