package io.redub.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers a call after the method that serves it has returned, from any thread; see {@link
 * RpcContext#startAsync()}. Who never answers leaves the caller to its deadline, at which the call
 * ends here, too. Thread-safe.
 */
public final class AsyncContext {
    private final RpcContext served;
    private final CompletableFuture<Result> answer = new CompletableFuture<>();

    AsyncContext(RpcContext served, Invocation call) {
        this.served = served;
        if (call.deadlineNanos() != Invocation.NO_DEADLINE) {
            answer.completeOnTimeout(
                    Result.failure(
                            Status.of(
                                    StatusCode.TIMEOUT,
                                    Origin.REMOTE,
                                    call.method()
                                            + " started an asynchronous answer and did not write"
                                            + " it before its caller's deadline")),
                    call.deadlineNanos() - System.nanoTime(),
                    TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Answers the call.
     *
     * @param answered the value, or the exception that the caller is to get
     * @return false if it was answered already, or its deadline has passed
     */
    public boolean write(@Nullable Object answered) {
        return answer.complete(
                answered instanceof Throwable thrown
                        ? Result.failure(Status.application(thrown))
                        : Result.value(answered));
    }

    /**
     * Makes {@link RpcContext#get()} on this thread that of the call: its attachments, its caller,
     * its deadline for calls made from here, and {@link RpcContext#reply} until it is answered.
     * Lasts until {@link #resetContext()}.
     */
    public void signalContextSwitch() {
        RpcContext.follow(served);
    }

    /** Gives this thread back the context it had before {@link #signalContextSwitch()}. */
    public void resetContext() {
        RpcContext.unfollow(served);
    }

    /** For the framework: completes when the call is answered. */
    public CompletableFuture<Result> answer() {
        return answer;
    }
}
