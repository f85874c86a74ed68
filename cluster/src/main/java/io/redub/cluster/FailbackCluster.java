package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed is answered with null, 0 or false and sent again in the background: {@code
 * retries} times (default 3), the first time after {@code failback.period} (default 5 s), and then
 * after as long again. For messages that have to arrive, but not now.
 *
 * <p>Only calls that {@link MethodOptions#mayRepeat may be made again} are: others fail as under
 * failfast, and so do those for which there is no room among the {@code failbacktasks} (default
 * 100) that wait. They wait in memory, and their order is not kept.
 */
public final class FailbackCluster implements Cluster {
    private static final int DEFAULT_RETRIES = 3;

    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        int retries = options.setting("retries") == null ? DEFAULT_RETRIES : options.retries();
        return new Failback(directory, options, retries, Resending.of(directory, options));
    }

    private record Failback(
            Directory directory, MethodOptions options, int retries, Resending resending)
            implements Invoker {
        @Override
        public CompletionStage<Result> invoke(Invocation asked) {
            Invocation call = options.toSend(asked);
            ProviderList list = directory.list();
            ProviderNode chosen = list.candidates(call).select(options.loadBalance(), call);
            CompletableFuture<Result> first =
                    chosen == null
                            ? Result.failed(list.nobody(directory.service(), call))
                            : chosen.invoke(call).toCompletableFuture();
            if (first.isDone()
                    && !first.isCompletedExceptionally()
                    && Tries.isAnswer(first.join())) {
                return first;
            }
            return first.handle((result, fault) -> settle(asked, call, chosen, result, fault));
        }

        private Result settle(
                Invocation asked,
                Invocation call,
                @Nullable ProviderNode node,
                @Nullable Result result,
                @Nullable Throwable fault) {
            if (result != null && Tries.isAnswer(result)) {
                return result;
            } else if (Tries.wasTakenBack(fault)) {
                throw new CancellationException("the caller took the call back");
            }
            Status failure = Tries.status(result, fault);
            int more =
                    asked.attachment(MethodOptions.RETRIES) == null
                            ? retries
                            : options.retries(asked);
            if (more == 0 || !options.mayRepeat(failure, asked)) {
                return Result.failure(failure);
            }
            Status refused = resending.add(asked, call, node, more, failure);
            return refused == null ? EmptyAnswer.of(call.method()) : Result.failure(refused);
        }
    }
}
