package io.redub.protocol.dubbo;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.Serialization;
import io.redub.service.MethodModel;
import org.jspecify.annotations.Nullable;

/**
 * A service in one of the serializations it offers: its types, prepared when it is exported.
 *
 * @param methods by {@link MethodModel#index()}; null where it cannot carry a built-in method
 */
record Offer(
        ExportedService service,
        Serialization serialization,
        DeclaredType throwable,
        @Nullable PreparedMethod[] methods) {

    static Offer of(ExportedService service, Serialization serialization) {
        return new Offer(
                service,
                serialization,
                serialization.declare(Throwable.class),
                service.model().methods().stream()
                        .map(method -> PreparedMethod.of(method, serialization))
                        .toArray(PreparedMethod[]::new));
    }

    @Nullable PreparedMethod find(String name, String descriptor) {
        MethodModel method = service.model().find(name, descriptor);
        return method == null ? null : methods[method.index()];
    }
}
