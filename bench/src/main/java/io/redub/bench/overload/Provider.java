package io.redub.bench.overload;

import io.redub.bench.Loopback;
import io.redub.config.RedubBootstrap;
import org.apache.dubbo.common.Version;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** A provider that is overloaded. All have their defaults, 200 threads among them. */
enum Provider {
    LIMITED("Redub, limiter=adaptive") {
        @Override
        int serve() {
            return redub("adaptive");
        }
    },
    PLAIN("Redub, no limiter") {
        @Override
        int serve() {
            return redub("off");
        }
    },
    DUBBO("Dubbo " + Version.getVersion()) {
        @Override
        int serve() {
            return dubbo();
        }
    };

    private final String label;

    Provider(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Serves a {@link BusyDesk} on a free loopback port until the JVM ends; returns the port. */
    abstract int serve();

    private static int redub(String limiter) {
        RedubBootstrap redub =
                RedubBootstrap.application("overload-provider")
                        .host(Loopback.HOST)
                        .protocol("dubbo", 0)
                        .service(
                                io.redub.config.ServiceConfig.of(Desk.class, new BusyDesk())
                                        .set("limiter", limiter)
                                        .method("pay", m -> m.set("priority", "critical"))
                                        .method("recommend", m -> m.set("priority", "sheddable")))
                        .start();
        return redub.port("dubbo");
    }

    private static int dubbo() {
        // Otherwise it says on standard error which loggers it looked for.
        System.setProperty("dubbo.application.logger", "slf4j");
        ProtocolConfig protocol = new ProtocolConfig("dubbo", Loopback.freePort());
        protocol.setHost(Loopback.HOST);
        protocol.setSerialization("hessian2");
        protocol.setPreferSerialization("hessian2");
        ApplicationConfig application = new ApplicationConfig("overload-provider");
        application.setQosEnable(false);
        // It would write all its threads into the user's home when it refuses the first call.
        application.setDumpEnable(false);
        ServiceConfig<Desk> service = new ServiceConfig<>();
        service.setInterface(Desk.class);
        service.setRef(new BusyDesk());
        DubboBootstrap.getInstance()
                .application(application)
                .registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE))
                .protocol(protocol)
                .service(service)
                .start();
        return protocol.getPort();
    }
}
