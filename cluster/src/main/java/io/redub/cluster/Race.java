package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.Withdrawable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several tries of one call at once: the first answer is the answer, and the others are taken back.
 * Without an answer the last failure is, once all who were expected have failed. Thread-safe.
 *
 * <p>Where providers are watched, those that lost have a while yet, since losing alone says
 * nothing: one that answers within {@link #PATIENCE} times what the winner took, or a tenth of the
 * timeout, is well; one that does not has been {@link ProviderNode#beaten} and is taken back then.
 * The caller waits for neither. That the user's method threw is no measure for how long it takes:
 * then all are taken back at once, unjudged.
 */
final class Race {
    /** How many times as long as the winner a loser may take. */
    static final int PATIENCE = 4;

    /** Which part of the timeout it may take in any case, so that a short pause is none. */
    static final int TIMEOUT_PART = 10;

    private final MethodOptions options;
    private final Answer answer = new Answer();

    /** Told of each failure; may {@link #expect} and run one more. */
    private final Consumer<Status> afterFailure;

    // Guarded by this.
    private final Tries tries = new Tries();
    private final List<Runner> runners = new ArrayList<>(2);
    private int expected;

    private record Runner(ProviderNode node, CompletionStage<Result> attempt, long since) {
        boolean isUnderWay() {
            return !attempt.toCompletableFuture().isDone();
        }
    }

    /**
     * @param expected how many tries there will be, unless more are {@link #expect expected} later
     */
    Race(MethodOptions options, int expected) {
        this(options, expected, failure -> {});
    }

    Race(MethodOptions options, int expected, Consumer<Status> afterFailure) {
        this.options = options;
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
            long now = options.memory().nanos();
            join(node, now, node.invoke(call));
        }
    }

    /**
     * One that was expected has begun.
     *
     * @param since when, on the clock of the memory
     */
    void join(ProviderNode node, long since, CompletionStage<Result> attempt) {
        Runner runner = new Runner(node, attempt, since);
        synchronized (this) {
            runners.add(runner);
        }
        attempt.whenComplete((result, fault) -> ended(runner, result, fault));
        answer.waitsFor(attempt);
    }

    /** The call ends with this, whatever comes. */
    void end(Status why) {
        answer.end(Result.failure(why));
    }

    private void ended(Runner runner, @Nullable Result result, @Nullable Throwable fault) {
        if (result instanceof Result.Value) {
            won(runner, result);
        } else if (result != null && Tries.isAnswer(result)) {
            answer.end(result);
        } else if (!answer.isDone()) {
            Status failure = Tries.status(result, fault);
            synchronized (this) {
                tries.failed(runner.node, failure);
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

    private void won(Runner winner, Result result) {
        if (!answer.complete(result)) {
            return;
        }
        List<Runner> all;
        synchronized (this) {
            all = List.copyOf(runners);
        }
        long now = options.memory().nanos();
        long enough =
                Math.max(
                        PATIENCE * (now - winner.since),
                        TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis()) / TIMEOUT_PART);
        for (Runner loser : all) {
            if (loser != winner && loser.isUnderWay()) {
                judge(loser, loser.since + enough - now);
            }
        }
    }

    /** Takes one back that lost: after this time, if there is to be a verdict. */
    private void judge(Runner loser, long inNanos) {
        if (!loser.node.watched()) {
            Withdrawable.withdraw(loser.attempt);
        } else if (inNanos <= 0) {
            giveUp(loser);
        } else {
            try {
                options.memory()
                        .timer()
                        .schedule(() -> giveUp(loser), inNanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                Withdrawable.withdraw(loser.attempt);
            }
        }
    }

    private void giveUp(Runner loser) {
        if (Withdrawable.withdraw(loser.attempt)) {
            loser.node.beaten(options.memory().nanos() - loser.since);
        }
    }

    private synchronized boolean isLast() {
        return --expected == 0;
    }

    private synchronized Status summary(Status last) {
        return tries.summary(last, "");
    }
}
