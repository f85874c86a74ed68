package io.redub.protocol;

import io.redub.service.MethodModel;
import org.jspecify.annotations.Nullable;

/** The ways into a service whose load is shed. Immutable. */
public final class ServiceGate {
    private final @Nullable MethodGate[] byMethod;

    ServiceGate(@Nullable MethodGate[] byMethod) {
        this.byMethod = byMethod;
    }

    /** The way into this method of the service; null if it is always open. */
    public @Nullable MethodGate of(MethodModel method) {
        return byMethod[method.index()];
    }
}
