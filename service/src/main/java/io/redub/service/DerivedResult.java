package io.redub.service;

import java.util.concurrent.CompletableFuture;

/**
 * A future that was derived from that of a call which can be taken back. It never ends by itself:
 * cancelling it cancels the call, and what lies between the two, such as counting, is done on the
 * way back.
 */
public final class DerivedResult<T> extends CompletableFuture<T> implements Withdrawable {
    private final CompletableFuture<?> call;

    /**
     * @param call what cancelling takes back
     */
    public DerivedResult(CompletableFuture<?> call) {
        this.call = call;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return call.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean withdraw() {
        return cancel(false);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new DerivedResult<>(call);
    }
}
