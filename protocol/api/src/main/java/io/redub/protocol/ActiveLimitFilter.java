package io.redub.protocol;

import io.redub.service.DerivedResult;
import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.service.Withdrawable;
import io.redub.url.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a consumer have no more than {@code actives} calls of a method under way at one provider.
 * More wait, in their order and without a thread of ours, until one ends or their own time is up.
 * Failure: LIMIT_EXCEEDED, of a call that was not sent. Thread-safe.
 */
public final class ActiveLimitFilter implements Filter {
    /** Parameter of a reference, service or method; 0, the default, is no limit. */
    public static final String ACTIVES = "actives";

    /** Calls of one method that may wait; one more is refused at once. */
    static final int MOST_WAITING = 1_000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String provider;
    private final Map<Integer, Slots> byMethod;

    private ActiveLimitFilter(String provider, Map<Integer, Slots> byMethod) {
        this.provider = provider;
        this.byMethod = byMethod;
    }

    /**
     * The filter for calls of one provider, or null if no method has a limit.
     *
     * @throws IllegalArgumentException if a limit is no number
     */
    public static @Nullable ActiveLimitFilter of(ServiceModel service, URL url) {
        Map<Integer, Slots> limits = MethodCounts.of(service, url, ACTIVES, Slots::new);
        return limits == null
                ? null
                : new ActiveLimitFilter(url.getAddress() + "/" + url.getServiceKey(), limits);
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        Slots slots = byMethod.get(call.method().index());
        if (slots == null) {
            return next.invoke(call);
        }
        CompletableFuture<Boolean> turn = slots.take();
        if (turn.isDone()) {
            return turn.join()
                    ? Ending.of(() -> next.invoke(call), slots::giveBack)
                    : refused(call, slots.most, MOST_WAITING + " more wait already");
        }
        slots.giveUpAfter(turn, patience(call));
        Waiting answer = new Waiting(turn);
        // On the caller's own thread: whoever gave the slot back has other things to do.
        turn.thenComposeAsync(
                        mine ->
                                mine
                                        ? answer.begin(() -> next.invoke(call))
                                        : refused(call, slots.most, "none ended in time"),
                        call.continuation())
                .whenComplete(
                        (result, fault) -> {
                            if (turn.join()) {
                                slots.giveBack();
                            }
                            answer.complete(
                                    fault == null
                                            ? result
                                            : Result.failure(broken(fault, answer.begun)));
                        });
        return answer;
    }

    private static long patience(Invocation call) {
        return call.deadlineNanos() == Invocation.NO_DEADLINE
                ? PATIENCE_NANOS
                : Math.max(0, call.deadlineNanos() - System.nanoTime());
    }

    private CompletableFuture<Result> refused(Invocation call, int most, String why) {
        return Result.failed(
                Status.of(
                        StatusCode.LIMIT_EXCEEDED,
                        Origin.BEFORE_SEND,
                        "there are "
                                + most
                                + " calls of "
                                + call.method().name()
                                + " under way at "
                                + provider
                                + ", the limit, and "
                                + why
                                + " (raise 'actives', or call it less)"));
    }

    private static Status broken(Throwable fault, boolean begun) {
        return new Status(
                StatusCode.INTERNAL,
                begun ? Origin.AFTER_SEND : Origin.BEFORE_SEND,
                "a call that had waited for its turn could not go on: " + fault,
                fault);
    }

    /** The promise of a call that waits for its turn; taken back before that, it is never made. */
    private static final class Waiting extends CompletableFuture<Result> implements Withdrawable {
        private final CompletableFuture<Boolean> turn;
        private volatile boolean begun;
        private volatile @Nullable CompletionStage<Result> running;

        Waiting(CompletableFuture<Boolean> turn) {
            this.turn = turn;
        }

        CompletionStage<Result> begin(Supplier<CompletionStage<Result>> call) {
            if (isDone()) {
                return CompletableFuture.completedFuture(Result.NULL);
            }
            begun = true;
            CompletionStage<Result> made = call.get();
            running = made;
            if (isCancelled()) {
                Withdrawable.withdraw(made);
            }
            return made;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                turn.complete(false);
                CompletionStage<Result> made = running;
                if (made != null) {
                    Withdrawable.withdraw(made);
                }
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

    /** The slots of one method; whoever gets one after waiting gets it from the one who ended. */
    private static final class Slots {
        final int most;
        private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
        private int taken;

        Slots(int most) {
            this.most = most;
        }

        /**
         * Done with true: a slot; done with false: too many wait; otherwise a promise of a turn.
         */
        synchronized CompletableFuture<Boolean> take() {
            if (taken < most) {
                taken++;
                return CompletableFuture.completedFuture(true);
            } else if (waiting.size() >= MOST_WAITING) {
                return CompletableFuture.completedFuture(false);
            }
            CompletableFuture<Boolean> turn = new CompletableFuture<>();
            waiting.add(turn);
            return turn;
        }

        void giveUpAfter(CompletableFuture<Boolean> turn, long nanos) {
            turn.completeOnTimeout(false, nanos, TimeUnit.NANOSECONDS)
                    .thenAccept(
                            mine -> {
                                if (!mine) {
                                    forget(turn);
                                }
                            });
        }

        private synchronized void forget(CompletableFuture<Boolean> turn) {
            waiting.remove(turn);
        }

        void giveBack() {
            CompletableFuture<Boolean> next = nextOrFree();
            while (next != null && !next.complete(true)) {
                next = nextOrFree();
            }
        }

        private synchronized @Nullable CompletableFuture<Boolean> nextOrFree() {
            CompletableFuture<Boolean> next = waiting.poll();
            if (next == null) {
                taken--;
            }
            return next;
        }
    }
}
