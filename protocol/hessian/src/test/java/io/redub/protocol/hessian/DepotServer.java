package io.redub.protocol.hessian;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.testkit.BareService;

/** {@link Depot} at {@code /depot} on a free port. */
final class DepotServer implements AutoCloseable {
    static final ServiceModel MODEL = ServiceModel.of(Depot.class);

    private final HessianProtocol protocol = new HessianProtocol();
    private final BareService service;

    DepotServer(String parameters) {
        service =
                new BareService(
                        protocol,
                        MODEL,
                        "hessian://127.0.0.1:0/depot?bind.ip=127.0.0.1" + parameters,
                        BareService.of(new DepotBean()));
    }

    int port() {
        return service.port();
    }

    Exporter exporter() {
        return service.exporter();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/depot";
    }

    ProviderInvoker refer(String parameters) throws Exception {
        return refer(protocol, port(), "depot", parameters);
    }

    static ProviderInvoker refer(HessianProtocol protocol, int port, String path, String parameters)
            throws Exception {
        return BareService.refer(
                protocol,
                MODEL,
                "hessian://127.0.0.1:%d/%s?timeout=20000%s".formatted(port, path, parameters));
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
