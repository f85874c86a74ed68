package com.example;

import io.redub.cluster.Cluster;
import io.redub.cluster.Directory;
import io.redub.cluster.LoadBalance;
import io.redub.cluster.MethodOptions;
import io.redub.cluster.ProviderList;
import io.redub.cluster.ProviderNode;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletionStage;

/** Tries one provider once, whatever comes of it. */
public final class OnceCluster implements Cluster {
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        LoadBalance balance = options.loadBalance();
        return call -> invoke(directory, balance, call);
    }

    private static CompletionStage<Result> invoke(
            Directory directory, LoadBalance balance, Invocation call) {
        ProviderList list = directory.list();
        ProviderNode chosen = list.candidates(call).select(balance, call);
        return chosen == null
                ? Result.failed(list.nobody(directory.service(), call))
                : chosen.invoke(call);
    }
}
