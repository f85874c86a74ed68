package io.redub.config;

import io.redub.cluster.LoadReport;
import io.redub.cluster.NodeLoad;
import io.redub.cluster.OutlierEjection;
import io.redub.cluster.Weight;
import io.redub.protocol.ProviderInvoker;
import io.redub.registry.RegistryDirectory;
import io.redub.rules.LiveRules;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * One provider of a reference. Made anew when rules change what holds for it; what is behind it
 * stays, where they do not change that.
 *
 * @param offer the provider's URL as it is in the registry
 * @param url with the consumer's settings and whatever rules set
 * @param timeouts by method index, in ms
 * @param loads by method index
 * @param measured by method index: whether calls are counted and timed, and providers asked
 * @param seen the last rules that make this URL
 */
record ReferenceNode(
        URL offer,
        URL url,
        Connected connected,
        Weight share,
        long[] timeouts,
        NodeLoad[] loads,
        AtomicIntegerArray measured,
        Seen seen)
        implements RegistryDirectory.Node {

    /**
     * What is behind a node; several may share it while one takes the place of another.
     *
     * @param invoker the provider, with the filters around each try
     * @param watch what passes over it while it is ill
     */
    record Connected(
            ProviderInvoker provider,
            Invoker invoker,
            OutlierEjection.@Nullable Watch watch,
            AtomicInteger users) {
        Connected again() {
            users.incrementAndGet();
            return this;
        }

        void close() {
            if (users.decrementAndGet() == 0) {
                provider.close();
            }
        }
    }

    /** Rules that a node was made by; touched under the directory's lock. */
    static final class Seen {
        LiveRules.Snapshot rules;

        Seen(LiveRules.Snapshot rules) {
            this.rules = rules;
        }
    }

    @Override
    public String address() {
        return url.getAddress();
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        int method = call.method().index();
        long now = System.nanoTime();
        long until = now + timeouts[method] * 1_000_000;
        Invocation attempt =
                call.deadlineNanos() == Invocation.NO_DEADLINE || until - call.deadlineNanos() < 0
                        ? call.withDeadline(until)
                        : call;
        int measuring = measured.get(method);
        return measuring == 0
                ? connected.invoker.invoke(attempt)
                : measured(attempt, now, measuring == ReferenceNodes.REPORTED);
    }

    private CompletionStage<Result> measured(Invocation call, long start, boolean asked) {
        NodeLoad load = loads[call.method().index()];
        load.began();
        CompletionStage<Result> answer;
        try {
            answer = connected.invoker.invoke(asked ? LoadReport.asked(call) : call);
        } catch (RuntimeException | Error e) {
            load.abandoned(start, 0);
            throw e;
        }
        answer.whenComplete((result, fault) -> ended(load, start, result, fault, asked));
        // Not what depends on it: who cancels means the call itself.
        return answer;
    }

    private static void ended(
            NodeLoad load,
            long start,
            @Nullable Result result,
            @Nullable Throwable fault,
            boolean asked) {
        long now = System.nanoTime();
        if (fault instanceof CancellationException
                // As the filters around the try may have it.
                || fault instanceof CompletionException wrapped
                        && wrapped.getCause() instanceof CancellationException) {
            load.abandoned(now, now - start);
            return;
        }
        boolean answered = isAnswer(result);
        load.ended(now, now - start, answered);
        if (asked && answered && result != null) {
            LoadReport.read(result, load, now);
        }
    }

    private static boolean isAnswer(@Nullable Result result) {
        return result instanceof Result.Value
                || result instanceof Result.Failure failure
                        && failure.status().code() == StatusCode.APPLICATION;
    }

    @Override
    public NodeLoad load(int method) {
        return loads[method];
    }

    @Override
    public int weight() {
        return share.at(System.currentTimeMillis());
    }

    @Override
    public boolean available() {
        OutlierEjection.Watch watch = connected.watch;
        return connected.provider.available() && (watch == null || !watch.isEjected());
    }

    @Override
    public boolean watched() {
        return connected.watch != null;
    }

    @Override
    public void beaten(long elapsedNanos) {
        OutlierEjection.Watch watch = connected.watch;
        if (watch != null) {
            watch.beaten(elapsedNanos);
        }
    }

    @Override
    public CompletionStage<?> ready() {
        return connected.provider.ready();
    }

    @Override
    public void close() {
        connected.close();
    }
}
