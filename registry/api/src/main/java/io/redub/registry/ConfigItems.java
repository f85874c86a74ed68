package io.redub.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The texts that a registry keeps for applications, where Dubbo's config centre has them. */
public interface ConfigItems {
    /**
     * The text of a key; null if there is none.
     *
     * @param patience how long to wait for a first connection, at most the registry's own timeout
     * @throws io.redub.service.RpcException with the code REGISTRY if it cannot be read now
     */
    @Nullable String read(String group, String key, Duration patience);
}
