package io.redub.registry;

import io.redub.url.URL;
import org.jspecify.annotations.Nullable;

/**
 * Where providers are entered and consumers learn of them. One object is one connection; it keeps
 * what was registered and subscribed until told otherwise, through restarts of the server and lost
 * sessions. Thread-safe.
 *
 * <p>A registry that could never be reached is an error (RpcException, code REGISTRY) of the first
 * {@link #register} or {@link #subscribe} if {@code check} is true (the default) on the address and
 * on the URL given; otherwise the wish is noted and carried out as soon as the registry answers. An
 * outage after the first contact is never an error.
 */
public interface Registry extends AutoCloseable {
    /** What the registry was connected with. */
    URL address();

    /** Whether the connection is up at this moment. */
    boolean available();

    /**
     * Enters the URL under its {@code interface} and {@code category} (default {@code providers}),
     * as long as this connection lives, or for good with {@code dynamic=false}.
     */
    void register(URL url);

    /** Takes the URL out. Nothing happens if it is not there. */
    void unregister(URL url);

    /**
     * Tells the listener now and after every change who is in the categories the consumer URL asks
     * for ({@code category}, a comma list; default {@code providers,configurators,routers}). When
     * this returns normally the listener has been told once of every category, unless the registry
     * is unreachable and there is no snapshot either.
     */
    void subscribe(URL consumer, NotifyListener listener);

    /** Ends a subscription made with the same arguments; a notification under way may finish. */
    void unsubscribe(URL consumer, NotifyListener listener);

    /** Application-level entries, where this kind of registry has them. */
    default @Nullable ApplicationRegistry applications() {
        return null;
    }

    /** Texts for applications, such as files of settings, where this kind of registry has them. */
    default @Nullable ConfigItems configItems() {
        return null;
    }

    /** Ends the connection, and with it every entry that was not made for good. Idempotent. */
    @Override
    void close();
}
