package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several tries of one call at once: the first answer is the answer, and the others are taken back.
 * Without an answer the last failure is, once all who were expected have failed. Thread-safe.
 */
final class Race {
    private final Answer answer = new Answer();

    /** Told of each failure; may {@link #expect} and run one more. */
    private final Consumer<Status> afterFailure;

    // Guarded by this.
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
        if (!answer.isDone()) {
            join(node, node.invoke(call));
        }
    }

    /** One that was expected has begun. */
    void join(ProviderNode node, CompletionStage<Result> attempt) {
        attempt.whenComplete((result, fault) -> ended(node, result, fault));
        answer.waitsFor(attempt);
    }

    /** The call ends with this, whatever comes. */
    void end(Status why) {
        answer.end(Result.failure(why));
    }

    private void ended(ProviderNode node, @Nullable Result result, @Nullable Throwable fault) {
        if (result != null && Tries.isAnswer(result)) {
            answer.end(result);
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
                answer.end(Result.failure(summary(failure)));
            }
        }
    }

    private synchronized boolean isLast() {
        return --expected == 0;
    }

    private synchronized Status summary(Status last) {
        return tries.summary(last, "");
    }
}
