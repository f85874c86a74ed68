package io.redub.interop;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.config.configcenter.DynamicConfiguration;
import org.apache.dubbo.common.extension.ExtensionLoader;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.registry.RegistryFactory;
import org.apache.dubbo.rpc.AdaptiveMetrics;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.model.ApplicationModel;
import org.apache.dubbo.rpc.service.EchoService;
import org.apache.dubbo.rpc.service.GenericService;

/**
 * Apache Dubbo as a {@link Framework}: one source for both generations, compiled against 3.3 and
 * calling by reflection what differs in 2.7.
 */
final class DubboFramework implements Framework {
    private static final boolean GENERATION_3 = isGeneration3();

    private final DubboBootstrap bootstrap = DubboBootstrap.getInstance();
    private final Map<Wish<?>, Object> references = new ConcurrentHashMap<>();
    private final Map<String, String> parameters;
    private final String registry;

    /**
     * @param zooKeeper {@code host:port} of the registry
     * @param parameters added to every service that is exported
     */
    DubboFramework(String application, String zooKeeper, Map<String, String> parameters) {
        this.parameters = parameters;
        this.registry =
                "zookeeper://"
                        + zooKeeper
                        + "/org.apache.dubbo.registry.RegistryService?file-cache=false"
                        + (GENERATION_3 ? "" : "&client=curator5");
        ApplicationConfig self = new ApplicationConfig(application);
        self.setQosEnable(false);
        RegistryConfig config = new RegistryConfig("zookeeper://" + zooKeeper);
        config.setClient(GENERATION_3 ? null : "curator5");
        config.setSession(2_000);
        // Dubbo 3 tells of changes at a registry no more often than every 5 s otherwise.
        config.setParameters(Map.of("file-cache", "false", "delay-notification", "0"));
        bootstrap.application(self).registry(config);
    }

    private static boolean isGeneration3() {
        try {
            RpcContext.class.getMethod("getClientAttachment");
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public int export(Offer... offers) {
        int port = Ports.free();
        ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
        bootstrap.protocol(protocol);
        for (Offer offer : offers) {
            ServiceConfig<Object> service = new ServiceConfig<>();
            if (offer.bean() instanceof Offer.Generic generic) {
                service.setInterface(offer.type().getName());
                service.setRef(
                        (GenericService)
                                (method, types, arguments) -> generic.answer(method, arguments));
            } else {
                service.setInterface(offer.type());
                service.setRef(offer.bean());
            }
            service.setId(offer.type().getSimpleName() + offer.group() + offer.version());
            if (!offer.group().isEmpty()) {
                service.setGroup(offer.group());
                service.setVersion(offer.version());
            }
            Map<String, String> all = new java.util.HashMap<>(parameters);
            all.putAll(offer.parameters());
            service.setParameters(all);
            bootstrap.service(service);
        }
        bootstrap.start();
        return port;
    }

    @Override
    public <T> T refer(Wish<T> wish) {
        return wish.type().cast(references.computeIfAbsent(wish, key -> reference(wish, false)));
    }

    private Object reference(Wish<?> wish, boolean generic) {
        ReferenceConfig<Object> reference = new ReferenceConfig<>();
        if (generic) {
            reference.setInterface(wish.type().getName());
            reference.setGeneric("true");
        } else {
            reference.setInterface(wish.type());
        }
        if (!wish.group().isEmpty()) {
            reference.setGroup(wish.group());
            reference.setVersion(wish.version());
        }
        if (!wish.url().isEmpty()) {
            reference.setUrl(wish.url());
        }
        reference.setTimeout(wish.timeoutMillis());
        reference.setRetries(wish.retries());
        reference.setCheck(false);
        if (!wish.oneWay().isEmpty()) {
            MethodConfig method = new MethodConfig();
            method.setName(wish.oneWay());
            method.setReturn(false);
            reference.setMethods(List.of(method));
        }
        if (!wish.parameters().isEmpty()) {
            reference.setParameters(wish.parameters());
        }
        return reference.get();
    }

    @Override
    public Object generic(Wish<?> wish, String method, String[] types, Object... arguments)
            throws GenericFailure {
        GenericService service =
                (GenericService)
                        references.computeIfAbsent(
                                wish.with("generic", "true"), key -> reference(wish, true));
        try {
            return service.$invoke(method, types, arguments);
        } catch (RuntimeException e) {
            if (e.getClass().getSimpleName().equals("GenericException")) {
                throw new GenericFailure(
                        (String) call(e, "getExceptionClass"),
                        (String) call(e, "getExceptionMessage"),
                        e);
            }
            throw e;
        }
    }

    @Override
    public Object echo(Object reference, Object message) {
        return ((EchoService) reference).$echo(message);
    }

    @Override
    public void rule(String place, String text) {
        bootstrap.start();
        if (place.contains("://")) {
            ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                    .getAdaptiveExtension()
                    .getRegistry(URL.valueOf(registry))
                    .register(URL.valueOf(place));
            return;
        }
        try {
            Object environment =
                    GENERATION_3
                            ? ApplicationModel.defaultModel().modelEnvironment()
                            : ApplicationModel.class.getMethod("getEnvironment").invoke(null);
            Optional<?> center =
                    (Optional<?>)
                            environment
                                    .getClass()
                                    .getMethod("getDynamicConfiguration")
                                    .invoke(environment);
            ((DynamicConfiguration) center.orElseThrow()).publishConfig(place, "dubbo", text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not the Dubbo this was written for", e);
        }
    }

    @Override
    public void attach(String key, String value) {
        call(context("getClientAttachment", "getContext"), "setAttachment", key, value);
    }

    @Override
    public String answered(String key) {
        return (String)
                call(context("getClientResponseContext", "getServerContext"), "getAttachment", key);
    }

    @Override
    public String attachment(String key) {
        return (String) call(context("getServerAttachment", "getContext"), "getAttachment", key);
    }

    @Override
    public void reply(String key, String value) {
        call(context("getServerResponseContext", "getServerContext"), "setAttachment", key, value);
    }

    @Override
    public String caller() {
        return (String) call(context("getServiceContext", "getContext"), "getRemoteAddressString");
    }

    @Override
    public int code(Throwable failure) {
        return failure instanceof RpcException rpc ? rpc.getCode() : -1;
    }

    @Override
    public void close() {
        bootstrap.stop();
    }

    /** How many providers have told this process, which is of 3.3, how busy they are. */
    static long reports() throws ReflectiveOperationException {
        Field all = AdaptiveMetrics.class.getDeclaredField("metricsStatistics");
        Field time = AdaptiveMetrics.class.getDeclaredField("currentProviderTime");
        all.setAccessible(true);
        time.setAccessible(true);
        Object metrics =
                ApplicationModel.defaultModel().getBeanFactory().getBean(AdaptiveMetrics.class);
        long reports = 0;
        for (Object each : ((Map<?, ?>) all.get(metrics)).values()) {
            reports += time.getLong(each) > 0 ? 1 : 0;
        }
        return reports;
    }

    private static Object context(String in3, String in2) {
        try {
            return RpcContext.class.getMethod(GENERATION_3 ? in3 : in2).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not the Dubbo this was written for", e);
        }
    }

    private static Object call(Object target, String name, Object... arguments) {
        try {
            Class<?>[] types = new Class<?>[arguments.length];
            java.util.Arrays.fill(types, String.class);
            Method method = target.getClass().getMethod(name, types);
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not the Dubbo this was written for", e);
        }
    }
}
