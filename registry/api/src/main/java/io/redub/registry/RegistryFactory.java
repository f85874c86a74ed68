package io.redub.registry;

import io.redub.extension.Adaptive;
import io.redub.extension.SPI;
import io.redub.url.URL;

/** Connects to a registry; the extension is chosen by the scheme of its address. */
@SPI("zookeeper")
public interface RegistryFactory {
    /**
     * A new connection to the registry at {@code address}, owned and closed by the caller. It
     * returns without waiting for the server: whether an unreachable one is an error is decided by
     * the first {@link Registry#register} or {@link Registry#subscribe}.
     *
     * @throws io.redub.service.RpcException with code CONFIGURATION if a setting of the address is
     *     wrong, REGISTRY if a server that should run in this process cannot start
     */
    @Adaptive("protocol")
    Registry connect(URL address);
}
