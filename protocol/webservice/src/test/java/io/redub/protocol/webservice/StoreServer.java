package io.redub.protocol.webservice;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.testkit.BareService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Store} at {@code /store} on a free port. */
final class StoreServer implements AutoCloseable {
    static final ServiceModel MODEL = ServiceModel.of(Store.class);

    private final WebserviceProtocol protocol = new WebserviceProtocol();
    private final BareService service;
    private final Invoker bean = BareService.of(new StoreBean());
    private volatile @Nullable Function<Invocation, Result> answers;

    StoreServer(String parameters) {
        service =
                new BareService(
                        protocol,
                        MODEL,
                        "webservice://127.0.0.1:0/store?bind.ip=127.0.0.1" + parameters,
                        this::answer);
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

    int port() {
        return service.port();
    }

    Exporter exporter() {
        return service.exporter();
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
        return BareService.refer(
                protocol,
                MODEL,
                "webservice://127.0.0.1:%d/%s?timeout=20000%s".formatted(port, path, parameters));
    }

    static MethodModel method(String name, Object... arguments) {
        return BareService.method(MODEL, name, arguments);
    }

    static Result result(Invoker invoker, String name, Object... arguments) throws Exception {
        return BareService.result(invoker, method(name, arguments), arguments);
    }

    static Object call(Invoker invoker, String name, Object... arguments) throws Exception {
        return BareService.value(result(invoker, name, arguments));
    }

    static Status failure(Invoker invoker, String name, Object... arguments) throws Exception {
        return BareService.failure(result(invoker, name, arguments));
    }

    @Override
    public void close() {
        service.close();
    }
}
