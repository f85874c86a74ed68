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

    /** Whether a call made now would be sent. */
    boolean available();

    /** Completes when the first attempt to reach the provider has succeeded or failed. */
    CompletionStage<?> ready();
}
