package io.redub.config;

import io.redub.protocol.Callback;
import io.redub.protocol.CallbackParameters;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ReferenceCaller;
import io.redub.proxy.ServiceInvoker;
import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Turns arguments that are called back from users' objects into what protocols carry, at the
 * consumer, and back into objects, at the provider.
 */
final class CallbackFilter implements Filter {
    private final CallbackParameters parameters;
    private final ProxyFactory proxies;

    private CallbackFilter(CallbackParameters parameters, ProxyFactory proxies) {
        this.parameters = parameters;
        this.proxies = proxies;
    }

    /** Null where no parameter is called back; a call within the JVM passes the object itself. */
    static @Nullable Filter of(ServiceModel service, URL url, ProxyFactory proxies) {
        if (url.getProtocol().equals("injvm")) {
            return null;
        }
        CallbackParameters parameters = CallbackParameters.of(service, url);
        return parameters == null ? null : new CallbackFilter(parameters, proxies);
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        List<CallbackParameters.Parameter> callbacks = parameters.of(call.method());
        if (callbacks.isEmpty()) {
            return next.invoke(call);
        }
        @Nullable Object[] arguments = call.arguments().clone();
        for (CallbackParameters.Parameter parameter : callbacks) {
            Object argument = arguments[parameter.index()];
            if (argument instanceof Callback.Remote remote) {
                arguments[parameter.index()] = remote.object(this::proxy);
            } else if (argument != null) {
                ServiceModel model = parameter.service();
                arguments[parameter.index()] =
                        new Callback.Local(
                                argument,
                                () -> new ServiceInvoker(proxies.caller(model, argument)));
            }
        }
        return next.invoke(call.withMethod(call.method(), arguments));
    }

    private Object proxy(Callback.Remote callback) {
        ServiceModel service = callback.service();
        return proxies.reference(
                service.type(),
                service,
                new ReferenceCaller(
                        service,
                        callback.invoker(),
                        ReferenceCaller.modes(service),
                        ForkJoinPool.commonPool()));
    }
}
