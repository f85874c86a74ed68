package io.redub.interop;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.RuleWriter;
import io.redub.config.ServiceConfig;
import io.redub.service.EchoService;
import io.redub.service.GenericException;
import io.redub.service.GenericService;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Redub as a {@link Framework}, through the API that users have. */
final class RedubFramework implements Framework {
    private final String application;
    private final String zooKeeper;
    private final Map<String, String> parameters;
    private final Map<Wish<?>, Object> references = new ConcurrentHashMap<>();
    private RedubBootstrap redub;

    /**
     * @param zooKeeper {@code host:port} of the registry
     * @param parameters added to every service that is exported
     */
    RedubFramework(String application, String zooKeeper, Map<String, String> parameters) {
        this.application = application;
        this.zooKeeper = zooKeeper;
        this.parameters = parameters;
    }

    private RedubBootstrap bootstrap() {
        return RedubBootstrap.application(application)
                .registry("zookeeper://" + zooKeeper + "?session=2000&file-cache=false");
    }

    @Override
    public synchronized int export(Offer... offers) {
        RedubBootstrap provider =
                bootstrap()
                        .protocol("dubbo", 0, Map.of("bind.ip", "127.0.0.1"))
                        .host(Side.LOOPBACK);
        for (Offer offer : offers) {
            provider.service(service(offer.type(), offer));
        }
        redub = provider.start();
        return redub.port("dubbo");
    }

    private ServiceConfig<?> service(Class<?> type, Offer offer) {
        ServiceConfig<?> plain =
                offer.bean() instanceof Offer.Generic generic
                        ? ServiceConfig.generic(
                                type.getName(),
                                (method, types, arguments) -> generic.answer(method, arguments))
                        : plain(type, offer.bean());
        return with(plain, offer);
    }

    private static <T> ServiceConfig<T> plain(Class<T> type, Object bean) {
        return ServiceConfig.of(type, type.cast(bean));
    }

    private <T> ServiceConfig<T> with(ServiceConfig<T> plain, Offer offer) {
        ServiceConfig<T> service = plain;
        if (!offer.group().isEmpty()) {
            service = service.group(offer.group()).version(offer.version());
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            service = service.parameter(parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> parameter : offer.parameters().entrySet()) {
            service = service.parameter(parameter.getKey(), parameter.getValue());
        }
        return service;
    }

    private synchronized RedubBootstrap started() {
        if (redub == null) {
            redub = bootstrap().start();
        }
        return redub;
    }

    @Override
    public <T> T refer(Wish<T> wish) {
        return wish.type()
                .cast(
                        references.computeIfAbsent(
                                wish, key -> refer(ReferenceConfig.of(wish.type()), wish)));
    }

    private <T> T refer(ReferenceConfig<T> plain, Wish<?> wish) {
        ReferenceConfig<T> reference =
                plain.timeout(Duration.ofMillis(wish.timeoutMillis()))
                        .retries(wish.retries())
                        .check(false);
        if (!wish.group().isEmpty()) {
            reference = reference.group(wish.group()).version(wish.version());
        }
        if (!wish.url().isEmpty()) {
            reference = reference.url(wish.url());
        }
        if (!wish.oneWay().isEmpty()) {
            reference = reference.method(wish.oneWay(), method -> method.oneWay(true));
        }
        for (Map.Entry<String, String> parameter : wish.parameters().entrySet()) {
            reference = reference.parameter(parameter.getKey(), parameter.getValue());
        }
        return started().refer(reference);
    }

    @Override
    public Object generic(Wish<?> wish, String method, String[] types, Object... arguments)
            throws GenericFailure {
        GenericService service =
                (GenericService)
                        references.computeIfAbsent(
                                wish.with("generic", "true"),
                                key -> refer(ReferenceConfig.generic(wish.type().getName()), wish));
        try {
            return service.$invoke(method, types, arguments);
        } catch (GenericException e) {
            throw new GenericFailure(e.getExceptionClass(), e.getExceptionMessage(), e);
        }
    }

    @Override
    public Object echo(Object reference, Object message) {
        return ((EchoService) reference).$echo(message);
    }

    @Override
    public void rule(String place, String text) {
        try (RuleWriter writer = RuleWriter.connect("zookeeper://" + zooKeeper)) {
            if (place.contains("://")) {
                writer.put(place);
            } else {
                writer.put(place, text);
            }
        }
    }

    @Override
    public void attach(String key, String value) {
        RpcContext.get().attach(key, value);
    }

    @Override
    public String answered(String key) {
        return (String) RpcContext.get().answerAttachments().get(key);
    }

    @Override
    public String attachment(String key) {
        return (String) RpcContext.get().attachment(key);
    }

    @Override
    public void reply(String key, String value) {
        RpcContext.get().reply(key, value);
    }

    @Override
    public String caller() {
        return RpcContext.get().caller();
    }

    @Override
    public int code(Throwable failure) {
        return failure instanceof RpcException rpc ? rpc.getCode() : -1;
    }

    @Override
    public void close() {
        if (redub != null) {
            redub.close();
        }
    }
}
