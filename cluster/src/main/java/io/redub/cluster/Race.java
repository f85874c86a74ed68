package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several tries of one call at once: the first answer is the answer, and the others are cancelled.
 * Without an answer the last failure is, once all who were expected have failed. Thread-safe.
 */
final class Race {
    private final CompletableFuture<Result> answer = new CompletableFuture<>();

    /** Told of each failure; may {@link #expect} and run one more. */
    private final Consumer<Status> afterFailure;

    // Guarded by this.
    private final List<CompletableFuture<Result>> running = new ArrayList<>(2);
    private final Tries tries = new Tries();
    private int expected;

    /**
     * @param expected how many tries there will be, unless more are {@link #expect expected} later
     */
    Race(int expected) {
        this(expected, failure -> {});
    }

    Race(int expected, Consumer<Status> afterFailure) {
        this.expected = expected;
        this.afterFailure = afterFailure;
    }

    CompletionStage<Result> answer() {
        return answer;
    }

    boolean isOver() {
        return answer.isDone();
    }

    /** Expects one try more; false if the race is over. */
    synchronized boolean expect() {
        if (expected == 0 || answer.isDone()) {
            return false;
        }
        expected++;
        return true;
    }

    /** One that was expected is tried, unless the race is over. */
    void run(ProviderNode node, Invocation call) {
        if (answer.isDone()) {
            return;
        }
        join(node, node.invoke(call).toCompletableFuture());
    }

    /** One that was expected has begun. */
    void join(ProviderNode node, CompletableFuture<Result> attempt) {
        synchronized (this) {
            running.add(attempt);
            tries.nodes().add(node);
        }
        attempt.whenComplete((result, fault) -> ended(node, result, fault));
        if (answer.isDone()) {
            attempt.cancel(false);
        }
    }

    /** The call ends with this, whatever comes. */
    void end(Status why) {
        answer.complete(Result.failure(why));
        cancelAll();
    }

    private void ended(ProviderNode node, @Nullable Result result, @Nullable Throwable fault) {
        if (result != null && Tries.isAnswer(result)) {
            if (answer.complete(result)) {
                cancelAll();
            }
        } else if (!answer.isDone()) {
            Status failure = Tries.status(result, fault);
            synchronized (this) {
                tries.failed(node, failure);
            }
            try {
                afterFailure.accept(failure);
            } catch (RuntimeException | Error e) {
                end(Tries.broken(e));
            }
            if (isLast()) {
                answer.complete(Result.failure(summary(failure)));
            }
        }
    }

    private synchronized boolean isLast() {
        return --expected == 0;
    }

    private synchronized Status summary(Status last) {
        return tries.summary(last, "");
    }

    /** Cancelling what has ended does nothing. */
    private void cancelAll() {
        List<CompletableFuture<Result>> others;
        synchronized (this) {
            others = List.copyOf(running);
        }
        others.forEach(attempt -> attempt.cancel(false));
    }
}
