package io.redub.protocol;

import io.redub.service.Filter;
import io.redub.service.GenericService;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets a consumer that has an interface call a provider that does not: its calls become {@code
 * $invoke} with plain values, and the plain results become what its methods return, of the closed
 * world of the service. Around each try, since providers differ. Thread-safe.
 */
public final class GenericProviderFilter implements Filter {
    private final ServiceModel service;
    private final GenericValues values;
    private final Target[] results;
    private final String[][] types;

    private GenericProviderFilter(ServiceModel service, URL url) {
        this.service = service;
        this.values = new GenericValues(ServiceWorld.of(service, url));
        this.results =
                service.methods().stream()
                        .map(method -> Target.of(method.resultType()))
                        .toArray(Target[]::new);
        this.types =
                service.methods().stream()
                        .map(
                                method ->
                                        method.parameterClasses().stream()
                                                .map(Class::getName)
                                                .toArray(String[]::new))
                        .toArray(String[][]::new);
    }

    /**
     * Null if the provider has the interface, or the consumer does not.
     *
     * @param url of the provider, with the consumer's settings merged in
     */
    public static @Nullable Filter of(ServiceModel service, URL url) {
        return url.getParameter("generic", "false").equals("true")
                        && service.type() != GenericService.class
                ? new GenericProviderFilter(service, url)
                : null;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        MethodModel method = call.method();
        if (method.builtIn()) {
            return next.invoke(call);
        }
        @Nullable Object[] plain = new Object[call.arguments().length];
        for (int i = 0; i < plain.length; i++) {
            try {
                plain[i] = values.generalise(call.arguments()[i]);
            } catch (ConversionException e) {
                return Result.failed(
                        unfit(method, "argument " + i, Origin.BEFORE_SEND, e.getMessage()));
            }
        }
        Object[] generic = {method.name(), types[method.index()].clone(), plain};
        return next.invoke(call.withMethod(service.genericInvoke(), generic))
                .thenApply(result -> realised(method, result));
    }

    private Result realised(MethodModel method, Result result) {
        if (!(result instanceof Result.Value value) || value.value() == null) {
            return result;
        }
        Class<?> returned = method.method().getReturnType();
        if (returned == void.class) {
            return Result.NULL.withAttachments(value.attachments());
        }
        try {
            return new Result.Value(
                    values.realise(value.value(), results[method.index()]), value.attachments());
        } catch (ConversionException e) {
            return Result.failure(unfit(method, "result", Origin.AFTER_SEND, e.getMessage()));
        }
    }

    private static Status unfit(
            MethodModel method, String what, Origin origin, @Nullable String why) {
        return Status.of(
                StatusCode.SERIALIZATION,
                origin,
                method + " of a provider without the interface: " + what + ": " + why);
    }
}
