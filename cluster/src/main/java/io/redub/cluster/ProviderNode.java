package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.url.URL;
import java.util.concurrent.CompletionStage;

/**
 * One provider among those a consumer may call. Invoking it is one try, which takes no longer than
 * the provider's timeout for the method and the deadline of the call. Thread-safe.
 */
public interface ProviderNode extends Invoker {
    /** {@code host:port}. */
    String address();

    /** What the provider says of itself, with the consumer's settings and rules merged in. */
    URL url();

    /** What the provider says of itself, as it was told. */
    default URL offer() {
        return url();
    }

    /** Its share of the traffic now, warm-up included; ≥ 0. */
    int weight();

    /**
     * What this consumer sees of its load.
     *
     * @param method the index of the method
     */
    NodeLoad load(int method);

    /** Whether a call made now would be sent. */
    boolean available();

    /** Whether it is watched, to be passed over while it is ill: then {@link #beaten} is of use. */
    default boolean watched() {
        return false;
    }

    /**
     * A try here was given up, without an answer, long after others had answered the same call.
     *
     * @param elapsedNanos how long it was under way
     */
    default void beaten(long elapsedNanos) {}

    /** Completes when the first attempt to reach the provider has succeeded or failed. */
    CompletionStage<?> ready();

    @Override
    CompletionStage<Result> invoke(Invocation call);
}
