package io.redub.protocol;

import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call at an exported service, as every protocol with a worker thread makes it. */
public final class ServedCall {
    private static final Logger log = LoggerFactory.getLogger(ServedCall.class);

    private ServedCall() {}

    /**
     * Runs a call on this thread, in a context of its own; the result has what was attached to the
     * answer. Never throws, and the stage never completes exceptionally. A call whose deadline has
     * passed is not run.
     *
     * @param caller {@code host:port} of the consumer
     */
    public static CompletionStage<Result> run(
            ProviderService service, Invocation call, String caller) {
        if (call.method() == service.model().echo()) {
            return CompletableFuture.completedFuture(Result.value(call.arguments()[0]));
        }
        if (call.deadlineNanos() != Invocation.NO_DEADLINE
                && call.deadlineNanos() - System.nanoTime() <= 0) {
            return Result.failed(
                    Status.of(
                            StatusCode.TIMEOUT,
                            Origin.REMOTE,
                            "the call was not run: its deadline had passed when a thread was free"));
        }
        RpcContext context = RpcContext.enter(call, caller, PassedOn.of(call.attachments()));
        CompletionStage<Result> promise;
        try {
            promise = service.invoker().invoke(call);
        } catch (RuntimeException | Error e) {
            log.error("{} failed in the framework", call.method(), e);
            promise =
                    Result.failed(
                            new Status(
                                    StatusCode.INTERNAL, Origin.REMOTE, "internal error: " + e, e));
        } finally {
            context.leave();
        }
        return promise.handle(
                (result, fault) -> {
                    Result whole =
                            fault == null ? result : Result.failure(Status.application(fault));
                    return context.replies().isEmpty()
                            ? whole
                            : whole.withAttachments(context.replies());
                });
    }
}
