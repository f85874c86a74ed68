package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import java.util.concurrent.CompletionStage;

/** Calls the provider that the balancer chooses, once. */
final class OneTry implements Invoker {
    private final Directory directory;
    private final MethodOptions options;

    OneTry(Directory directory, MethodOptions options) {
        this.directory = directory;
        this.options = options;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        ProviderList list = directory.list();
        Invocation sent = options.toSend(call);
        ProviderNode chosen = list.candidates(sent).select(options.loadBalance(), sent);
        return chosen == null
                ? Result.failed(list.nobody(directory.service(), sent))
                : chosen.invoke(sent);
    }
}
