package io.redub.protocol;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;

/** A port with the services that one protocol has there. Thread-safe. */
public interface ServicePort {
    /** The port it listens on, also where port 0 was asked for. */
    int number();

    boolean isEmpty();

    /**
     * Adds a service, until its exporter is closed.
     *
     * @param left run once the service is gone
     * @throws RpcException with the code CONFIGURATION if it cannot be added
     */
    Exporter export(ProviderService service, Runnable left);

    /** Closes the port with all that is on it. */
    void close();

    /** A port that cannot be opened. */
    static RpcException notBound(URL url, IOException cause) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                "service "
                        + url.getServiceKey()
                        + " cannot be exported: "
                        + cause.getMessage()
                        + " (choose another port, or 0 for a free one)",
                cause);
    }

    /** A service whose name on the port another one has. */
    static RpcException taken(String key, int port) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                "service "
                        + key
                        + " is already exported on port "
                        + port
                        + " (give one of them another group, version, path or port)");
    }
}
