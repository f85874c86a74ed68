package io.redub.protocol;

import io.redub.service.Result;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Does something once at the end of a call, however it ends. */
final class Ending {
    private Ending() {}

    static CompletionStage<Result> of(Supplier<CompletionStage<Result>> call, Runnable atEnd) {
        CompletionStage<Result> promise;
        try {
            promise = call.get();
        } catch (RuntimeException | Error e) {
            atEnd.run();
            throw e;
        }
        if (promise.toCompletableFuture().isDone()) {
            atEnd.run();
            return promise;
        }
        return promise.whenComplete((result, fault) -> atEnd.run());
    }
}
