package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** See {@link HedgeCluster}. */
final class HedgeInvoker implements Invoker {
    private final Directory directory;
    private final MethodOptions options;
    private final Invoker failover;
    private final RetryBudget budget;
    private final Latencies latencies;
    private final LongAdder hedges;
    private final long leastNanos;
    private final long unknownNanos;

    HedgeInvoker(Directory directory, MethodOptions options) {
        PolicyMemory memory = options.memory();
        this.directory = directory;
        this.options = options;
        this.failover = new FailoverInvoker(directory, options);
        this.budget = RetryBudget.of(options);
        this.latencies =
                memory.keep(
                        List.of(Latencies.class, options.method()),
                        Latencies.class,
                        () -> new Latencies(memory));
        this.hedges = memory.counter("hedges");
        int delay = options.setting("hedge.delay", -1, 0, Integer.MAX_VALUE);
        this.leastNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(0, delay));
        this.unknownNanos =
                delay >= 0
                        ? leastNanos
                        : TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis()) / 2;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation asked) {
        if (!options.mayRunTwice(asked) || options.retries(asked) == 0) {
            return failover.invoke(asked);
        }
        budget.calls().increment();
        Invocation call = options.toSend(asked);
        ProviderList list = directory.list();
        ProviderNode first = list.candidates(call).select(options.loadBalance(), call);
        if (first == null) {
            return Result.failed(list.nobody(directory.service(), call));
        }
        long since = options.memory().nanos();
        CompletionStage<Result> attempt = first.invoke(call);
        attempt.whenComplete(
                (result, fault) -> seen(options.memory().nanos() - since, result, fault));
        CompletableFuture<Result> known = attempt.toCompletableFuture();
        return known.isDone() && !known.isCompletedExceptionally() && Tries.isAnswer(known.join())
                ? attempt
                : new Hedge(asked, call, first).around(since, attempt);
    }

    /** The time of an answer; one that was cancelled took at least as long as it was waited for. */
    private void seen(long nanos, @Nullable Result result, @Nullable Throwable fault) {
        if (Tries.wasTakenBack(fault) || result != null && Tries.isAnswer(result)) {
            latencies.record(nanos);
        }
    }

    private long delayNanos() {
        long usual = latencies.p95Nanos();
        return usual < 0 ? unknownNanos : Math.max(leastNanos, usual);
    }

    /** One call and its second try, which is made once: late, or because the first one failed. */
    private final class Hedge {
        private final Invocation asked;
        private final Invocation call;
        private final ProviderNode first;
        private final AtomicBoolean second = new AtomicBoolean();
        private final Race race = new Race(options, 1, this::failed);

        Hedge(Invocation asked, Invocation call, ProviderNode first) {
            this.asked = asked;
            this.call = call;
            this.first = first;
        }

        CompletionStage<Result> around(long since, CompletionStage<Result> attempt) {
            race.join(first, since, attempt);
            if (!race.isOver() && !second.get()) {
                try {
                    ScheduledFuture<?> alarm =
                            options.memory()
                                    .timer()
                                    .schedule(this::late, delayNanos(), TimeUnit.NANOSECONDS);
                    race.answer().whenComplete((result, fault) -> alarm.cancel(false));
                } catch (RejectedExecutionException closed) {
                    // The reference is being closed: the first try is all there will be.
                    return race.answer();
                }
            }
            return race.answer();
        }

        /** On the timer's thread, which writes no requests. */
        private void late() {
            try {
                call.continuation().execute(this::hedge);
            } catch (RejectedExecutionException full) {
                // Whoever has no thread to go on with has no use for a second call.
                second.set(true);
            }
        }

        private void hedge() {
            try {
                ProviderNode other = other();
                if (!race.isOver()
                        && !other.address().equals(first.address())
                        && second.compareAndSet(false, true)
                        && budget.take()
                        && race.expect()) {
                    hedges.increment();
                    race.run(other, call);
                }
            } catch (RuntimeException | Error e) {
                race.end(Tries.broken(e));
            }
        }

        private void failed(Status failure) {
            if (isInTime()
                    && options.mayRepeat(failure, asked)
                    && second.compareAndSet(false, true)
                    && (failure.origin() == Origin.BEFORE_SEND || budget.take())
                    && race.expect()) {
                race.run(other(), call);
            }
        }

        private boolean isInTime() {
            return call.deadlineNanos() == Invocation.NO_DEADLINE
                    || System.nanoTime() - call.deadlineNanos() < 0;
        }

        /** Never nobody: if all have left meanwhile, the first one is asked again. */
        private ProviderNode other() {
            ProviderNode other =
                    directory
                            .list()
                            .candidates(call)
                            .another(List.of(first), options.loadBalance(), call);
            return other == null ? first : other;
        }
    }
}
