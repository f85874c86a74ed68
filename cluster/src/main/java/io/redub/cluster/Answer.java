package io.redub.cluster;

import io.redub.service.DerivedResult;
import io.redub.service.Result;
import io.redub.service.Withdrawable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The promise of a call that is made several times: taking it back takes back all of them. */
final class Answer extends CompletableFuture<Result> implements Withdrawable {
    // Guarded by itself.
    private final List<CompletionStage<Result>> tries = new ArrayList<>(2);

    /** One more is under way, unless that is in vain: then it is taken back at once. */
    void waitsFor(CompletionStage<Result> attempt) {
        synchronized (tries) {
            tries.add(attempt);
        }
        if (isDone()) {
            Withdrawable.withdraw(attempt);
        }
    }

    /** Completes, and takes back whatever is still under way. */
    boolean end(Result result) {
        boolean first = complete(result);
        if (first) {
            takeBack();
        }
        return first;
    }

    private void takeBack() {
        List<CompletionStage<Result>> all;
        synchronized (tries) {
            all = List.copyOf(tries);
        }
        all.forEach(Withdrawable::withdraw);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            takeBack();
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
