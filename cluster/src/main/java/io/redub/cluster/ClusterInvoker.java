package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletionStage;

/** All providers of a service: each call goes to the fault policy its method has at that moment. */
public final class ClusterInvoker implements Invoker {
    private final Directory directory;

    public ClusterInvoker(Directory directory) {
        this.directory = directory;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        return directory.list().policies()[call.method().index()].invoke(call);
    }
}
