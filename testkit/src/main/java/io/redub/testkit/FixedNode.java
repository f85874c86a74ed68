package io.redub.testkit;

import io.redub.cluster.NodeLoad;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.url.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A provider that is always up and answers as it is told. */
record FixedNode(String address, int weight, Invoker invoker, NodeLoad load)
        implements ProviderNode {
    FixedNode(String address, int weight, Invoker invoker) {
        this(address, weight, invoker, new NodeLoad());
    }

    /** A node that answers every call with its own address. */
    static FixedNode answering(String address, int weight) {
        return new FixedNode(
                address, weight, call -> CompletableFuture.completedFuture(Result.value(address)));
    }

    @Override
    public URL url() {
        return URL.of("fixed", address, 1, ContractService.class.getName());
    }

    @Override
    public NodeLoad load(int method) {
        return load;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        return invoker.invoke(call);
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
