package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.CallFailure;
import io.redub.exchange.PendingCall;
import io.redub.service.DerivedResult;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.service.Withdrawable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to a provider and back, and the promise of its result. The I/O thread only
 * stores what came; decoding, and all that hangs on the result, runs where the caller said.
 */
final class DubboCall extends PendingCall<Result> implements Runnable, Withdrawable {
    private final DubboInvoker invoker;
    private final OutboundMethod method;
    private final Executor continuation;
    private int status;
    private int flags;
    private @Nullable ByteBuf body;
    private @Nullable CallFailure failure;
    private @Nullable Throwable cause;
    private long failedNanos;

    DubboCall(
            DubboInvoker invoker,
            OutboundMethod method,
            ByteBuf frame,
            Executor continuation,
            long startNanos,
            long deadlineNanos) {
        super(frame, startNanos, deadlineNanos);
        this.invoker = invoker;
        this.method = method;
        this.continuation = continuation;
    }

    @Override
    protected void answered(int responseStatus, int responseFlags, ByteBuf responseBody) {
        status = responseStatus;
        flags = responseFlags;
        body = responseBody;
        goOn();
    }

    @Override
    protected void failed(CallFailure why, @Nullable Throwable reason) {
        failedNanos = System.nanoTime();
        failure = why;
        cause = reason;
        goOn();
    }

    private void goOn() {
        try {
            continuation.execute(this);
        } catch (RejectedExecutionException full) {
            // Better done here than never: the caller waits.
            run();
        }
    }

    @Override
    public void run() {
        CallFailure why = failure;
        ByteBuf answer = body;
        if (why != null || answer == null) {
            complete(Result.failure(describe(why == null ? CallFailure.LOST : why)));
            return;
        }
        Result decoded;
        try {
            decoded = invoker.decode(method, status, flags, answer);
        } catch (RuntimeException | Error e) {
            decoded =
                    Result.failure(
                            new Status(
                                    StatusCode.INTERNAL,
                                    Origin.AFTER_SEND,
                                    "the answer of " + method.call + " cannot be read: " + e,
                                    e));
        } finally {
            answer.release();
        }
        complete(decoded);
    }

    @Override
    public boolean withdraw() {
        return cancel(false);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new DerivedResult<>(this);
    }

    private Status describe(CallFailure why) {
        Origin origin = why.beforeSend() ? Origin.BEFORE_SEND : Origin.AFTER_SEND;
        String call = method.call;
        return switch (why) {
            case NOT_SENT ->
                    new Status(
                            StatusCode.NETWORK,
                            origin,
                            call + " was not sent: " + reason("", "the connection is down"),
                            cause);
            case LIMIT ->
                    new Status(
                            StatusCode.LIMIT_EXCEEDED,
                            origin,
                            call + " was not sent: too many calls wait on this connection",
                            cause);
            case TIMEOUT_BEFORE_SEND, TIMEOUT -> timedOut(why, origin);
            case LOST ->
                    new Status(
                            StatusCode.NETWORK,
                            origin,
                            call
                                    + " was sent, then the connection was lost after "
                                    + millis(failedNanos - startNanos())
                                    + " ms"
                                    + reason(": ", ""),
                            cause);
            case TOO_LARGE ->
                    new Status(
                            StatusCode.LIMIT_EXCEEDED,
                            origin,
                            call + ": " + reason("", "too large"),
                            cause);
        };
    }

    private Status timedOut(CallFailure why, Origin origin) {
        TimeoutReport report =
                new TimeoutReport(
                        startNanos(), deadlineNanos(), failedNanos, askedNanos(), heard());
        return why == CallFailure.TIMEOUT
                ? new Status(
                        StatusCode.TIMEOUT,
                        origin,
                        method.call + report.sent(writtenNanos()),
                        cause,
                        report.times(writtenNanos()))
                : new Status(
                        StatusCode.TIMEOUT,
                        origin,
                        method.call + report.unsent(queued()),
                        cause,
                        report.times(failedNanos));
    }

    private String reason(String before, String otherwise) {
        Throwable known = cause;
        return known == null || known.getMessage() == null
                ? otherwise
                : before + known.getMessage();
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
