package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls all providers, one after the other, those that are down too; the answer is that of the last
 * one. Fails if one of them failed, by the user's exception or otherwise, but only after the last
 * one, or as soon as {@code broadcast.fail.percent} of them failed (default 100; 0 never stops).
 * For caches to be cleared and the like. No thread waits.
 *
 * <p>In turn, as Dubbo does, not at once: so a call that does harm stops, and one caller does not
 * make as many calls at a time as there are providers.
 */
public final class BroadcastCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        int percent = options.setting("broadcast.fail.percent", 100, 0, 100);
        return call -> invoke(directory, percent, options.toSend(call));
    }

    private static CompletionStage<Result> invoke(
            Directory directory, int percent, Invocation call) {
        ProviderList list = directory.list();
        Candidates all = list.candidates(call);
        if (all.isEmpty()) {
            return Result.failed(list.nobody(directory.service(), call));
        }
        // At least one, as a part of one failure is a failure too.
        int most =
                percent == 0
                        ? Integer.MAX_VALUE
                        : Math.max(1, (int) (all.size() * (long) percent / 100));
        Round round = new Round(all, most, call);
        round.goOn();
        return round.end;
    }

    /** One call on its way from provider to provider; used by one thread at a time. */
    private static final class Round {
        private final Candidates all;
        private final int mostFailures;
        private final Invocation call;
        private final Tries tries = new Tries();
        private final Answer end = new Answer();
        private int next;
        private Result last = Result.NULL;
        private @Nullable Status failure;

        Round(Candidates all, int mostFailures, Invocation call) {
            this.all = all;
            this.mostFailures = mostFailures;
            this.call = call;
        }

        /** A loop, not a chain, where answers are there at once: thousands need no deep stack. */
        void goOn() {
            try {
                while (!end.isDone() && next < all.size() && tries.failures() < mostFailures) {
                    ProviderNode node = all.get(next++);
                    CompletionStage<Result> attempt = node.invoke(call);
                    end.waitsFor(attempt);
                    if (!attempt.toCompletableFuture().isDone()) {
                        attempt.whenComplete(
                                (result, fault) -> {
                                    note(node, result, fault);
                                    goOn();
                                });
                        return;
                    }
                    attempt.whenComplete((result, fault) -> note(node, result, fault));
                }
                Status bad = failure;
                end.complete(
                        bad == null
                                ? last
                                : Result.failure(tries.broadcast(bad, next, all.size())));
            } catch (RuntimeException | Error e) {
                end.complete(Result.failure(Tries.broken(e)));
            }
        }

        private void note(ProviderNode node, @Nullable Result result, @Nullable Throwable fault) {
            if (result instanceof Result.Value value) {
                last = value;
            } else {
                Status status = Tries.status(result, fault);
                tries.failed(node, status);
                failure = status;
            }
        }
    }
}
