package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletionStage;

/** One try at the first provider that is up, in the order of the list; no balancer is asked. */
public final class AvailableCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return call -> invoke(directory, options.toSend(call));
    }

    private static CompletionStage<Result> invoke(Directory directory, Invocation call) {
        ProviderList list = directory.list();
        Candidates candidates = list.candidates(call);
        for (ProviderNode node : candidates) {
            if (node.available()) {
                return node.invoke(call);
            }
        }
        return Result.failed(
                candidates.isEmpty()
                        ? list.nobody(directory.service(), call)
                        : Status.of(
                                StatusCode.NO_PROVIDER,
                                Origin.BEFORE_SEND,
                                "none of the "
                                        + candidates.size()
                                        + " providers of "
                                        + directory.service()
                                        + " is up"));
    }
}
