package io.redub.cluster;

import io.redub.service.Invoker;
import java.util.concurrent.CompletionStage;

/** One provider among those a consumer may call. Thread-safe. */
public interface ProviderNode {
    /** {@code host:port}. */
    String address();

    Invoker invoker();

    /** Its share of the traffic now, warm-up included; ≥ 0. */
    int weight();

    /**
     * How long one try of a method on this provider may take, which is its own say unless the
     * consumer set it; ≥ 1 ms.
     *
     * @param options of the method, as the list of providers has them
     */
    default long timeoutMillis(int method, MethodOptions options) {
        return options.timeoutMillis();
    }

    /** Whether a call made now would be sent. */
    boolean available();

    /** Completes when the first attempt to reach the provider has succeeded or failed. */
    CompletionStage<?> ready();
}
