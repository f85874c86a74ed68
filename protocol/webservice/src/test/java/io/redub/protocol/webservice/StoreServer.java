package io.redub.protocol.webservice;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.url.URL;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Store} at {@code /store} on a free port. */
final class StoreServer implements AutoCloseable {
    static final ServiceModel MODEL = ServiceModel.of(Store.class);

    private final WebserviceProtocol protocol = new WebserviceProtocol();
    private final Exporter exporter;
    private final Invoker bean = of(new StoreBean());
    private volatile @Nullable Function<Invocation, Result> answers;

    StoreServer(String parameters) {
        exporter =
                protocol.export(
                        new ProviderService(
                                MODEL,
                                URL.valueOf(
                                        "webservice://127.0.0.1:0/store?bind.ip=127.0.0.1&interface="
                                                + Store.class.getName()
                                                + parameters),
                                this::answer));
    }

    private CompletionStage<Result> answer(Invocation call) {
        Function<Invocation, Result> instead = answers;
        return instead == null
                ? bean.invoke(call)
                : CompletableFuture.completedFuture(instead.apply(call));
    }

    /** Instead of the object. */
    void answers(Function<Invocation, Result> instead) {
        answers = instead;
    }

    /** Calls the object by reflection, as no proxy layer is here. */
    static Invoker of(Object target) {
        return call -> {
            try {
                Object value = call.method().method().invoke(target, call.arguments());
                return value instanceof CompletionStage<?> stage
                        ? stage.thenApply(Result::value)
                        : CompletableFuture.completedFuture(Result.value(value));
            } catch (InvocationTargetException e) {
                return Result.failed(Status.application(e.getCause()));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    int port() {
        return exporter.url().getPort();
    }

    Exporter exporter() {
        return exporter;
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/store";
    }

    ProviderInvoker refer(String parameters) throws Exception {
        return refer(protocol, port(), "store", parameters);
    }

    static ProviderInvoker refer(
            WebserviceProtocol protocol, int port, String path, String parameters)
            throws Exception {
        ProviderInvoker invoker =
                protocol.refer(
                        MODEL,
                        URL.valueOf(
                                "webservice://127.0.0.1:"
                                        + port
                                        + "/"
                                        + path
                                        + "?timeout=20000&interface="
                                        + Store.class.getName()
                                        + parameters));
        invoker.ready().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return invoker;
    }

    static MethodModel method(String name, Object... arguments) {
        return MODEL.named(name).stream()
                .filter(each -> each.parameterClasses().size() == arguments.length)
                .filter(
                        each ->
                                arguments.length == 0
                                        || Part.boxed(each.parameterClasses().get(0))
                                                .isInstance(arguments[0])
                                        || arguments[0] == null
                                        || each.parameterClasses().get(0).isInstance(arguments[0]))
                .findFirst()
                .orElseThrow();
    }

    static Result result(Invoker invoker, String name, Object... arguments) throws Exception {
        return invoker.invoke(Invocation.of(method(name, arguments), arguments))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    static Object call(Invoker invoker, String name, Object... arguments) throws Exception {
        Result result = result(invoker, name, arguments);
        if (result instanceof Result.Failure failure) {
            throw new AssertionError(failure.status().toString(), failure.status().cause());
        }
        return ((Result.Value) result).value();
    }

    static Status failure(Invoker invoker, String name, Object... arguments) throws Exception {
        return ((Result.Failure) result(invoker, name, arguments)).status();
    }

    @Override
    public void close() {
        exporter.close();
        protocol.destroy();
    }
}
