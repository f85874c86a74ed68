package io.redub.proxy;

import io.redub.service.GenericService;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The innermost invoker of a service whose interface the provider does not have: every method
 * arrives at one {@link GenericService}.
 */
public final class GenericServiceInvoker implements Invoker {
    private final Invoker invoker;

    /**
     * @param timeoutMillis as of {@link ServiceInvoker}
     */
    public GenericServiceInvoker(
            ServiceModel service, GenericService target, long[] timeoutMillis) {
        MethodModel async = service.genericInvokeAsync();
        this.invoker =
                new ServiceInvoker(
                        (index, arguments) ->
                                index == async.index()
                                        ? target.$invokeAsync(
                                                (String) arguments[0],
                                                texts(arguments[1]),
                                                objects(arguments[2]))
                                        : target.$invoke(
                                                (String) arguments[0],
                                                texts(arguments[1]),
                                                objects(arguments[2])),
                        timeoutMillis);
    }

    private static String[] texts(@Nullable Object argument) {
        return argument == null ? new String[0] : (String[]) argument;
    }

    private static @Nullable Object[] objects(@Nullable Object argument) {
        return argument == null ? new Object[0] : (@Nullable Object[]) argument;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call) {
        return invoker.invoke(call);
    }
}
