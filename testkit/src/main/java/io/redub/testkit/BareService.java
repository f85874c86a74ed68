package io.redub.testkit;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.url.URL;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A service that a protocol exports and calls by itself, without proxies, filters and registries,
 * for tests of that protocol. Calls fail the test after 30 s. Thread-safe.
 */
public final class BareService implements AutoCloseable {
    private final Protocol protocol;
    private final Exporter exporter;

    /**
     * Exports it.
     *
     * @param protocol destroyed when this is closed
     * @param url with port 0 for a free one; must not have {@code interface}
     */
    public BareService(Protocol protocol, ServiceModel model, String url, Invoker invoker) {
        this.protocol = protocol;
        this.exporter = protocol.export(new ProviderService(model, located(model, url), invoker));
    }

    private static URL located(ServiceModel model, String url) {
        return URL.valueOf(url).addParameter("interface", model.interfaceName());
    }

    /** Calls an object by reflection. */
    public static Invoker of(Object target) {
        return call -> {
            try {
                Object value = call.method().method().invoke(target, call.arguments());
                return value instanceof CompletionStage<?> stage
                        ? stage.thenApply(Result::value)
                        : CompletableFuture.completedFuture(Result.value(value));
            } catch (InvocationTargetException e) {
                return Result.failed(Status.application(e.getTargetException()));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    public Exporter exporter() {
        return exporter;
    }

    /** The one that was bound. */
    public int port() {
        return exporter.url().getPort();
    }

    /**
     * A reference that is connected, within 10 s.
     *
     * @param url of the provider; must not have {@code interface}
     */
    public static ProviderInvoker refer(Protocol protocol, ServiceModel model, String url)
            throws Exception {
        ProviderInvoker invoker = protocol.refer(model, located(model, url));
        invoker.ready().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return invoker;
    }

    /** The first method of this name that takes these arguments. */
    public static MethodModel method(
            ServiceModel model, String name, @Nullable Object... arguments) {
        return model.named(name).stream()
                .filter(method -> method.parameterClasses().size() == arguments.length)
                .filter(
                        method ->
                                IntStream.range(0, arguments.length)
                                        .allMatch(
                                                i ->
                                                        takes(
                                                                method.parameterClasses().get(i),
                                                                arguments[i])))
                .findFirst()
                .orElseThrow();
    }

    private static boolean takes(Class<?> parameter, @Nullable Object argument) {
        return argument == null
                || MethodType.methodType(parameter).wrap().returnType().isInstance(argument);
    }

    /** What becomes of a call. */
    public static Result result(Invoker invoker, MethodModel method, @Nullable Object... arguments)
            throws Exception {
        return invoker.invoke(Invocation.of(method, arguments))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /**
     * @throws AssertionError if the call failed
     */
    public static @Nullable Object value(Result result) {
        if (result instanceof Result.Failure failure) {
            throw new AssertionError(failure.status().toString(), failure.status().cause());
        }
        return ((Result.Value) result).value();
    }

    /**
     * @throws AssertionError if the call did not fail
     */
    public static Status failure(Result result) {
        if (result instanceof Result.Failure failure) {
            return failure.status();
        }
        throw new AssertionError("expected: a failure, got " + result);
    }

    @Override
    public void close() {
        exporter.close();
        protocol.destroy();
    }
}
