package io.redub.cluster;

import io.redub.service.Result;
import io.redub.service.Withdrawable;
import java.util.concurrent.CompletableFuture;

/** A try that can be taken back, as those of a protocol. */
final class Attempt extends CompletableFuture<Result> implements Withdrawable {
    @Override
    public boolean withdraw() {
        return cancel(false);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
