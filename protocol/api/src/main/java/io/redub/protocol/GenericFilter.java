package io.redub.protocol;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.concurrent.CompletionStage;

/** Placeholder. */
public final class GenericFilter implements Filter {
    public GenericFilter(ServiceModel service, URL url) {}

    @Override
    public CompletionStage<Result> invoke(Invocation invocation, Invoker next) {
        return next.invoke(invocation);
    }
}
