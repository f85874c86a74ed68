package io.redub.protocol.dubbo;

import io.redub.protocol.ProviderService;
import io.redub.protocol.ServiceWorld;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Serialization;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import org.jspecify.annotations.Nullable;

/**
 * A service with all that its requests need, prepared when it is exported, and the calls it has
 * under way. Thread-safe.
 */
final class ExportedService {
    private final ProviderService service;
    private final String key;
    private final Serialization serialization;
    private final AllowedTypes types;
    private final DeclaredType throwable;
    private final PreparedMethod[] methods;
    private final UnderWay calls = new UnderWay();

    ExportedService(ProviderService service, Serialization serialization) {
        this.service = service;
        this.serialization = serialization;
        URL url = service.url();
        this.key = URL.serviceKey(url.getGroup(), path(), url.getVersion());
        this.types = ServiceWorld.of(service.model(), url);
        this.throwable = serialization.declare(Throwable.class);
        this.methods =
                service.model().methods().stream()
                        .map(method -> PreparedMethod.of(method, serialization))
                        .toArray(PreparedMethod[]::new);
    }

    /** {@code [group/]path[:version]}. */
    String key() {
        return key;
    }

    String path() {
        return service.url().getPath();
    }

    String interfaceName() {
        return service.url().getServiceInterface();
    }

    URL url() {
        return service.url();
    }

    ServiceModel model() {
        return service.model();
    }

    Invoker invoker() {
        return service.invoker();
    }

    Serialization serialization() {
        return serialization;
    }

    /** Its calls from where they are decoded until they are answered. */
    UnderWay calls() {
        return calls;
    }

    AllowedTypes types() {
        return types;
    }

    DeclaredType throwable() {
        return throwable;
    }

    @Nullable PreparedMethod find(String name, String descriptor) {
        MethodModel method = service.model().find(name, descriptor);
        return method == null ? null : methods[method.index()];
    }

    PreparedMethod prepared(MethodModel method) {
        return methods[method.index()];
    }
}
