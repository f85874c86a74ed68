package io.redub.protocol.http;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.url.URL;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A {@link Shop} exported at a port of its own. */
final class ShopServer implements AutoCloseable {
    static final ServiceModel MODEL = ServiceModel.of(Shop.class);

    final HttpProtocol protocol = new HttpProtocol();
    final Exporter exporter;

    ShopServer(String parameters) {
        exporter = export("http://127.0.0.1:0/shop", parameters);
    }

    Exporter export(String address, String parameters) {
        return protocol.export(
                new ProviderService(
                        MODEL,
                        URL.valueOf(address + "?interface=" + Shop.class.getName() + parameters),
                        of(new ShopBean())));
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

    ProviderInvoker refer(String scheme, String parameters) throws Exception {
        ProviderInvoker invoker =
                protocol.refer(
                        MODEL,
                        URL.valueOf(
                                scheme
                                        + "://127.0.0.1:"
                                        + port()
                                        + "/shop?timeout=5000&interface="
                                        + Shop.class.getName()
                                        + parameters));
        invoker.ready().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return invoker;
    }

    @Override
    public void close() {
        exporter.close();
        protocol.destroy();
    }
}
