package io.redub.proxy;

import io.redub.service.Result;
import io.redub.service.Withdrawable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future a user holds: completes with the value of a result, or with what was thrown.
 * Cancelling it takes the call back.
 */
final class AnswerFuture extends CompletableFuture<@Nullable Object> {
    private final CompletableFuture<Result> promise;

    AnswerFuture(CompletableFuture<Result> promise) {
        this.promise = promise;
        promise.whenComplete(this::finish);
    }

    private void finish(@Nullable Result result, @Nullable Throwable fault) {
        if (result instanceof Result.Value value) {
            complete(value.value());
        } else if (result instanceof Result.Failure failure) {
            completeExceptionally(failure.status().toThrowable());
        } else if (fault != null) {
            completeExceptionally(fault);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            Withdrawable.withdraw(promise);
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
