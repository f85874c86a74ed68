package io.redub.bench;

import java.util.Map;
import org.apache.dubbo.common.Version;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Apache Dubbo 3.3: dubbo protocol, hessian2, direct URL, one connection. Defaults, except: as many
 * provider threads as the widest mode needs (with the default of 200 it refuses calls), and time
 * for cold starts.
 */
final class DubboFramework implements Framework {
    static final int PROVIDER_THREADS = 300;
    private static final int TIMEOUT_MILLIS = 10_000;

    static {
        // Otherwise it says on standard error which loggers it looked for.
        System.setProperty("dubbo.application.logger", "slf4j");
    }

    static String version() {
        return Version.getVersion();
    }

    @Override
    public int serve() {
        ProtocolConfig protocol = new ProtocolConfig("dubbo", Loopback.freePort());
        protocol.setHost(Loopback.HOST);
        protocol.setSerialization("hessian2");
        protocol.setPreferSerialization("hessian2");
        protocol.setThreads(PROVIDER_THREADS);
        DubboBootstrap.getInstance()
                .application(application("bench-provider"))
                .registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE))
                .protocol(protocol)
                .service(service(UserService.class, new UserServiceBean()))
                .service(service(UserServiceAsync.class, new UserServiceAsyncBean()))
                .start();
        return protocol.getPort();
    }

    @Override
    public Target connect(int port) {
        ReferenceConfig<UserService> users = reference(UserService.class, port);
        ReferenceConfig<UserServiceAsync> usersAsync = reference(UserServiceAsync.class, port);
        DubboBootstrap.getInstance()
                .application(application("bench-consumer"))
                .reference(users)
                .reference(usersAsync)
                .start();
        return Target.of(users.get(), usersAsync.get());
    }

    private static ApplicationConfig application(String name) {
        ApplicationConfig application = new ApplicationConfig(name);
        application.setQosEnable(false);
        return application;
    }

    private static <T> ServiceConfig<T> service(Class<T> type, T bean) {
        ServiceConfig<T> service = new ServiceConfig<>();
        service.setInterface(type);
        service.setRef(bean);
        return service;
    }

    private static <T> ReferenceConfig<T> reference(Class<T> type, int port) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setInterface(type);
        reference.setUrl("dubbo://" + Loopback.HOST + ":" + port + "/" + type.getName());
        reference.setTimeout(TIMEOUT_MILLIS);
        reference.setRetries(0);
        reference.setParameters(
                Map.of("serialization", "hessian2", "prefer.serialization", "hessian2"));
        return reference;
    }
}
