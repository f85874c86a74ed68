package io.redub.monitor;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counts and times every call of one service; costs no lock and no allocation. */
public final class MonitorFilter implements Filter {
    private final MethodStatistics[] statistics;

    MonitorFilter(MethodStatistics[] statistics) {
        this.statistics = statistics;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        MethodStatistics method = statistics[call.method().index()];
        long start = System.nanoTime();
        method.begin();
        CompletionStage<Result> promise;
        try {
            promise = next.invoke(call);
        } catch (RuntimeException | Error e) {
            method.end(System.nanoTime() - start, false);
            throw e;
        }
        CompletableFuture<Result> known = promise.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            method.end(System.nanoTime() - start, known.join() instanceof Result.Value);
            return promise;
        }
        return promise.whenComplete(
                (result, fault) ->
                        method.end(System.nanoTime() - start, result instanceof Result.Value));
    }
}
