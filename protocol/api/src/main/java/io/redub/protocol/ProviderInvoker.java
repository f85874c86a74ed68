package io.redub.protocol;

import io.redub.service.Invoker;
import io.redub.url.URL;
import java.util.concurrent.CompletionStage;

/**
 * One provider as an invoker. Each call ends by its deadline, plus at most some milliseconds.
 * Closing releases the connection; closing twice does nothing more.
 */
public interface ProviderInvoker extends Invoker, AutoCloseable {
    URL url();

    /** Whether a call made now would be sent. */
    boolean available();

    /** Completes when the first attempt to reach the provider has succeeded or failed. */
    CompletionStage<?> ready();

    @Override
    void close();
}
