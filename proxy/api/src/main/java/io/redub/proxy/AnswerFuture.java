package io.redub.proxy;

import io.redub.service.Result;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future a user holds: completes with the value of a result, or with what was thrown. */
final class AnswerFuture extends CompletableFuture<@Nullable Object> {
    AnswerFuture(CompletableFuture<Result> promise) {
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
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
