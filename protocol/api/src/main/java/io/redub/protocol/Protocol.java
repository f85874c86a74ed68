package io.redub.protocol;

import io.redub.extension.Adaptive;
import io.redub.extension.SPI;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.url.URL;

/**
 * Carries invocations to another process and takes them there. One instance serves all services of
 * the process; it is thread-safe and owns the connections and ports it opens, which live as long as
 * something exported or referred through it does.
 */
@SPI("dubbo")
public interface Protocol {
    /** The port used where none is configured; 0 if the protocol has no ports. */
    int getDefaultPort();

    /**
     * A name that protocols have in common which can share a port: {@code http} for those over HTTP
     * and those whose connections begin with other bytes, such as {@code dubbo}. Empty, the
     * default: none can.
     */
    default String portFamily() {
        return "";
    }

    /**
     * Makes a service callable from outside.
     *
     * @throws RpcException with the code CONFIGURATION if it cannot, such as a port in use
     */
    @Adaptive
    Exporter export(ProviderService service);

    /**
     * An invoker of the service that the provider at {@code url} exports. Returns at once;
     * connecting goes on in the background, see {@link ProviderInvoker#ready()}.
     *
     * @param url of the provider, with the settings of this reference merged in
     */
    @Adaptive
    ProviderInvoker refer(ServiceModel service, URL url);

    /**
     * Whether it asks the {@link ProviderService#gates() gates} of a service itself, before it
     * spends anything on a call. If not, a filter asks them.
     */
    default boolean asksGates() {
        return false;
    }

    /** Closes everything exported and referred. */
    void destroy();
}
