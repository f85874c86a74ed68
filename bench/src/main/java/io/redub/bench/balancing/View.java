package io.redub.bench.balancing;

import io.redub.cluster.NodeLoad;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.url.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** What one consumer sees of one provider. */
record View(int index, String address, VirtualProvider provider, NodeLoad load, LongSupplier clock)
        implements ProviderNode {
    View(int index, VirtualProvider provider, long timeoutNanos, LongSupplier clock) {
        this(
                index,
                "10.%d.%d.%d:20880".formatted(index >> 16, index >> 8 & 255, index & 255),
                provider,
                new NodeLoad(timeoutNanos),
                clock);
    }

    @Override
    public int weight() {
        return provider.weight(clock.getAsLong());
    }

    @Override
    public NodeLoad load(int method) {
        return load;
    }

    @Override
    public URL url() {
        return URL.of("virtual", address, 20880, "virtual");
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public CompletionStage<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    /** Calls are made by {@link Simulation}, in its own time. */
    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        throw new UnsupportedOperationException("virtual providers are not called");
    }
}
