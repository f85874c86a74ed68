package io.redub.proxy;

import io.redub.service.AsyncContext;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The innermost invoker of a provider: calls the user's object, unless the caller has given up. A
 * call that is dropped so is a failure with TIMEOUT, which the monitor counts.
 */
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
        if (call.deadlineNanos() != Invocation.NO_DEADLINE
                && System.nanoTime() - call.deadlineNanos() >= 0) {
            return Result.failed(tooLate(call));
        }
        @Nullable Object returned;
        try {
            returned = caller.call(call.method().index(), call.arguments());
        } catch (Throwable thrown) {
            return Result.failed(Status.application(thrown));
        }
        AsyncContext later = RpcContext.get().started();
        return later == null ? answer(call, returned) : later.answer();
    }

    /** What a method returned that does not answer later by the context. */
    static CompletionStage<Result> answer(Invocation call, @Nullable Object returned) {
        if (call.method().async() && returned instanceof CompletionStage<?> stage) {
            return stage.handle(ServiceInvoker::outcome);
        }
        return returned == null ? NULL : CompletableFuture.completedFuture(Result.value(returned));
    }

    /** Nobody waits any more: the work would be for nothing. */
    private static Status tooLate(Invocation call) {
        return Status.of(
                StatusCode.TIMEOUT,
                Origin.REMOTE,
                call.method()
                        + " was not run: its caller's deadline passed "
                        + (System.nanoTime() - call.deadlineNanos()) / 1_000_000
                        + " ms before (it waited for a thread, or in a filter)");
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
