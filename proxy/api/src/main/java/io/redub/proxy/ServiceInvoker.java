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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The innermost invoker of a provider: calls the user's object, unless the caller has given up. A
 * call that is dropped so is a failure with TIMEOUT, which the monitor counts.
 *
 * <p>A promise of the user's that is not kept ends here a little after the caller's deadline, as
 * the same failure: so whatever counts calls under way around this one has its place back. What is
 * promised later than that goes nowhere.
 */
public final class ServiceInvoker implements Invoker {
    private static final CompletableFuture<Result> NULL =
            CompletableFuture.completedFuture(Result.NULL);

    /** Callers that tell no deadline, of a method without a timeout, wait so long at most. */
    private static final long UNTOLD_MILLIS = TimeUnit.MINUTES.toMillis(10);

    /** The caller's own word on a time-out, which knows more, comes first. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MethodCaller caller;
    private final long[] untoldMillis;

    public ServiceInvoker(MethodCaller caller) {
        this(caller, new long[0]);
    }

    /**
     * @param timeoutMillis of the methods, by index: how long promises are waited for whose callers
     *     tell no deadline; 0, or none at an index, is 10 minutes
     */
    public ServiceInvoker(MethodCaller caller, long[] timeoutMillis) {
        this.caller = caller;
        this.untoldMillis = timeoutMillis.clone();
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
        if (later != null) {
            return bounded(call, later.answer());
        }
        CompletionStage<Result> answer = answer(call, returned);
        return call.method().async() ? bounded(call, answer.toCompletableFuture()) : answer;
    }

    /** What a method returned that does not answer later by the context. */
    static CompletionStage<Result> answer(Invocation call, @Nullable Object returned) {
        if (call.method().async() && returned instanceof CompletionStage<?> stage) {
            return stage.handle(ServiceInvoker::outcome);
        }
        return returned == null ? NULL : CompletableFuture.completedFuture(Result.value(returned));
    }

    /** Costs a timer, of promises only that are not kept yet. */
    private CompletableFuture<Result> bounded(Invocation call, CompletableFuture<Result> answer) {
        if (answer.isDone()) {
            return answer;
        }
        int index = call.method().index();
        long millis = index < untoldMillis.length ? untoldMillis[index] : 0;
        boolean told = call.deadlineNanos() != Invocation.NO_DEADLINE;
        long nanos =
                told
                        ? call.deadlineNanos() - System.nanoTime() + GRACE_NANOS
                        : TimeUnit.MILLISECONDS.toNanos(millis > 0 ? millis : UNTOLD_MILLIS);
        return answer.completeOnTimeout(
                Result.failure(unanswered(call, told)), nanos, TimeUnit.NANOSECONDS);
    }

    private static Status unanswered(Invocation call, boolean told) {
        return Status.of(
                StatusCode.TIMEOUT,
                Origin.REMOTE,
                call.method()
                        + " has not completed the future it returned before "
                        + (told
                                ? "its caller's deadline"
                                : "its 'timeout' (its caller tells no deadline; 10 minutes if the"
                                        + " method has none)"));
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
