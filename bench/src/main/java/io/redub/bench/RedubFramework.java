package io.redub.bench;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import java.time.Duration;

/**
 * Redub: dubbo protocol, hessian2, direct URL, one connection; defaults, and time for cold starts.
 */
final class RedubFramework implements Framework {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public int serve() {
        RedubBootstrap redub =
                RedubBootstrap.application("bench-provider")
                        .host(Loopback.HOST)
                        .protocol("dubbo", 0)
                        .service(ServiceConfig.of(UserService.class, new UserServiceBean()))
                        .service(
                                ServiceConfig.of(
                                        UserServiceAsync.class, new UserServiceAsyncBean()))
                        .start();
        return redub.port("dubbo");
    }

    @Override
    public Target connect(int port) {
        RedubBootstrap redub = RedubBootstrap.application("bench-consumer").start();
        String url = "dubbo://" + Loopback.HOST + ":" + port;
        return Target.of(
                redub.refer(reference(UserService.class, url)),
                redub.refer(reference(UserServiceAsync.class, url)));
    }

    private static <T> ReferenceConfig<T> reference(Class<T> type, String url) {
        return ReferenceConfig.of(type).url(url).timeout(TIMEOUT).retries(0);
    }
}
