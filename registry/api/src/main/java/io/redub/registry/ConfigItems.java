package io.redub.registry;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a registry keeps for applications, where Dubbo's config centre has them.
 * Thread-safe.
 */
public interface ConfigItems {
    /**
     * The text of a key; null if there is none.
     *
     * @param patience how long to wait for a first connection, at most the registry's own timeout
     * @throws io.redub.service.RpcException with the code REGISTRY if it cannot be read now
     */
    @Nullable String read(String group, String key, Duration patience);

    /**
     * Tells the listener the text of a key now, before this returns if the registry can be reached,
     * and after every change; null: there is none. Calls for one watch never overlap; a burst of
     * changes may arrive as its last one only.
     *
     * @return ends the watch; a call under way may finish
     */
    Runnable watch(String group, String key, Consumer<@Nullable String> listener);

    /**
     * Sets the text of a key, for good.
     *
     * @throws io.redub.service.RpcException with the code REGISTRY if it cannot be written now
     */
    void write(String group, String key, String text);

    /**
     * Removes a key. Nothing happens if it is not there.
     *
     * @throws io.redub.service.RpcException with the code REGISTRY if it cannot be removed now
     */
    void remove(String group, String key);
}
