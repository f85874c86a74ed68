package io.redub.cluster;

import io.redub.service.DerivedResult;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.Withdrawable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Calls one provider, and on a failure another one, up to the retries of the method.
 *
 * <p>What may be tried again, {@link MethodOptions#mayRepeat} says. No provider is tried twice
 * while others remain. Each try may take the provider's timeout, all together no longer than the
 * deadline the caller itself has. Retries of tries that reached a provider are paid for from the
 * {@link RetryBudget}; one that was not sent cost nobody anything.
 */
final class FailoverInvoker implements Invoker {
    private final Directory directory;
    private final MethodOptions options;
    private final LoadBalance balance;
    private final int retries;
    private final RetryBudget budget;
    private final LongAdder calls;

    FailoverInvoker(Directory directory, MethodOptions options) {
        this.directory = directory;
        this.options = options;
        this.balance = options.loadBalance();
        this.retries = options.retries();
        this.budget = RetryBudget.of(options);
        this.calls = budget.calls();
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        calls.increment();
        return call.attachments().isEmpty()
                ? invoke(call, call, retries)
                : invoke(call, options.toSend(call), options.retries(call));
    }

    /**
     * @param asked the call as the user made it
     * @param call what is sent of it
     */
    private CompletionStage<Result> invoke(Invocation asked, Invocation call, int more) {
        ProviderList list = directory.list();
        ProviderNode chosen = list.candidates(call).select(balance, call);
        if (chosen == null) {
            return Result.failed(list.nobody(directory.service(), call));
        }
        CompletionStage<Result> first = chosen.invoke(call);
        if (more == 0) {
            return first;
        }
        CompletableFuture<Result> known = first.toCompletableFuture();
        if (known.isDone()
                && !known.isCompletedExceptionally()
                && known.join() instanceof Result.Value) {
            return first;
        }
        return new Retries(asked, call, more).after(chosen, known);
    }

    /**
     * The promise of a call, and its tries after the first; used by one thread at a time. What lies
     * on the way of each call knows of no more types than it must.
     */
    private final class Retries extends CompletableFuture<Result> implements Withdrawable {
        private final Invocation asked;
        private final Invocation call;
        private final int more;
        private @Nullable Tries tries;
        private @Nullable ProviderNode node;
        private volatile @Nullable CompletionStage<Result> running;

        Retries(Invocation asked, Invocation call, int more) {
            this.asked = asked;
            this.call = call;
            this.more = more;
        }

        CompletionStage<Result> after(ProviderNode first, CompletionStage<Result> attempt) {
            node = first;
            running = attempt;
            follow();
            return this;
        }

        /** A loop, not a chain, where tries end at once: thousands need no deep stack. */
        private void follow() {
            CompletionStage<Result> attempt = running;
            while (attempt != null && !isDone()) {
                if (!attempt.toCompletableFuture().isDone()) {
                    attempt.whenComplete(
                            (result, fault) -> {
                                decideSafely(result, fault);
                                follow();
                            });
                    return;
                }
                attempt.whenComplete(this::decideSafely);
                attempt = running;
            }
        }

        /** A fault of a balancer or directory must end the call: nobody else would. */
        private void decideSafely(@Nullable Result result, @Nullable Throwable fault) {
            if (result instanceof Result.Value) {
                complete(result);
                return;
            }
            try {
                decide(result, fault);
            } catch (RuntimeException | Error e) {
                complete(Result.failure(Tries.broken(e)));
            }
        }

        private void decide(@Nullable Result result, @Nullable Throwable fault) {
            if (isDone()) {
                return;
            } else if (result != null && Tries.isAnswer(result)) {
                complete(result);
                return;
            }
            Status failure = Tries.status(result, fault);
            Tries known = tries == null ? new Tries() : tries;
            tries = known;
            known.failed(Objects.requireNonNull(node), failure);
            String stop = "";
            if (again(known, failure)) {
                ProviderNode next =
                        directory.list().candidates(call).another(known.nodes(), balance, call);
                if (next != null) {
                    if (failure.origin() == Origin.BEFORE_SEND || budget.take()) {
                        CompletionStage<Result> attempt = next.invoke(call);
                        node = next;
                        running = attempt;
                        if (isCancelled()) {
                            Withdrawable.withdraw(attempt);
                        }
                        return;
                    }
                    stop = "the retry budget is used up";
                }
            }
            complete(Result.failure(known.summary(failure, stop)));
        }

        private boolean again(Tries known, Status failure) {
            return known.failures() <= more
                    && (call.deadlineNanos() == Invocation.NO_DEADLINE
                            || System.nanoTime() - call.deadlineNanos() < 0)
                    && options.mayRepeat(failure, asked);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletionStage<Result> attempt = running;
            if (cancelled && attempt != null) {
                Withdrawable.withdraw(attempt);
            }
            return cancelled;
        }

        @Override
        public boolean withdraw() {
            return cancel(false);
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new DerivedResult<>(this);
        }
    }
}
