package io.redub.testkit;

import io.redub.cluster.ProviderNode;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A provider that is always up and answers as it is told. */
record FixedNode(String address, int weight, Invoker invoker) implements ProviderNode {
    /** A node that answers every call with its own address. */
    static FixedNode answering(String address, int weight) {
        return new FixedNode(
                address, weight, call -> CompletableFuture.completedFuture(Result.value(address)));
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
