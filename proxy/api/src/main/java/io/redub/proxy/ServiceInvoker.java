package io.redub.proxy;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The innermost invoker of a provider: calls the user's object. */
public final class ServiceInvoker implements Invoker {
    private static final CompletableFuture<Result> NULL =
            CompletableFuture.completedFuture(Result.NULL);

    private final MethodCaller caller;

    public ServiceInvoker(MethodCaller caller) {
        this.caller = caller;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever the user's method throws is its answer
    public CompletionStage<Result> invoke(Invocation call) {
        Object returned;
        try {
            returned = caller.call(call.method().index(), call.arguments());
        } catch (Throwable thrown) {
            return Result.failed(Status.application(thrown));
        }
        if (call.method().async() && returned instanceof CompletionStage<?> stage) {
            return stage.handle(ServiceInvoker::outcome);
        }
        return returned == null ? NULL : CompletableFuture.completedFuture(Result.value(returned));
    }

    private static Result outcome(@Nullable Object value, @Nullable Throwable thrown) {
        if (thrown == null) {
            return Result.value(value);
        }
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return Result.failure(Status.application(cause));
    }
}
