package com.example;

import io.redub.cluster.Cluster;
import io.redub.cluster.Directory;
import io.redub.cluster.MethodOptions;
import io.redub.cluster.ProviderList;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Tries one provider once, whatever comes of it. */
public final class OnceCluster implements Cluster {
    @Override
    public Invoker join(Directory directory) {
        return call -> invoke(directory, call);
    }

    private static CompletionStage<Result> invoke(Directory directory, Invocation call) {
        ProviderList list = directory.list();
        List<ProviderNode> providers = list.providers();
        if (providers.isEmpty()) {
            return Result.failed(
                    Status.of(
                            StatusCode.NO_PROVIDER,
                            Origin.BEFORE_SEND,
                            "no provider of " + directory.service() + ": " + list.emptyReason()));
        }
        MethodOptions options = list.options()[call.method().index()];
        ProviderNode chosen =
                providers.size() == 1
                        ? providers.get(0)
                        : options.loadBalance().select(providers, call);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
        boolean sooner =
                call.deadlineNanos() != Invocation.NO_DEADLINE && call.deadlineNanos() - until < 0;
        return chosen.invoker().invoke(sooner ? call : call.withDeadline(until));
    }
}
