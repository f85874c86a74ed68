package io.redub.protocol;

import io.redub.service.MethodModel;
import org.jspecify.annotations.Nullable;

/**
 * The ways into a service whose load is shed. Immutable. Closing it forgets how long the methods
 * take; calls under way may still leave.
 */
public final class ServiceGate implements AutoCloseable {
    private final @Nullable MethodGate[] byMethod;

    ServiceGate(@Nullable MethodGate[] byMethod) {
        this.byMethod = byMethod;
    }

    /** The way into this method of the service; null if it is always open. */
    public @Nullable MethodGate of(MethodModel method) {
        return byMethod[method.index()];
    }

    @Override
    public void close() {
        for (MethodGate gate : byMethod) {
            if (gate != null) {
                gate.close();
            }
        }
    }
}
