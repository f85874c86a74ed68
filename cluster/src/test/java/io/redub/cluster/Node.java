package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.url.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** A provider whose answers a test decides. */
final class Node implements ProviderNode {
    final AtomicInteger calls = new AtomicInteger();
    private final String address;
    private final IntSupplier weight;
    private final NodeLoad load = new NodeLoad();
    volatile String parameters = "";
    volatile boolean available = true;
    volatile boolean watched;
    final AtomicInteger beaten = new AtomicInteger();
    final AtomicInteger looks = new AtomicInteger();
    volatile Function<Invocation, CompletableFuture<Result>> answers =
            call -> CompletableFuture.completedFuture(Result.value("ok"));

    Node(String address, int weight) {
        this(address, () -> weight);
    }

    Node(String address, IntSupplier weight) {
        this.address = address;
        this.weight = weight;
    }

    @Override
    public String address() {
        looks.incrementAndGet();
        return address;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        calls.incrementAndGet();
        return answers.apply(call);
    }

    @Override
    public URL url() {
        return URL.valueOf("dubbo://" + address + "/demo?" + parameters);
    }

    @Override
    public NodeLoad load(int method) {
        return load;
    }

    @Override
    public int weight() {
        return weight.getAsInt();
    }

    @Override
    public boolean available() {
        return available;
    }

    @Override
    public boolean watched() {
        return watched;
    }

    @Override
    public void beaten(long elapsedNanos) {
        beaten.incrementAndGet();
    }

    @Override
    public CompletionStage<?> ready() {
        return CompletableFuture.completedFuture(null);
    }
}
