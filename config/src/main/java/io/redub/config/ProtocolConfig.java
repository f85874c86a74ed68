package io.redub.config;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;

/**
 * A protocol that services are exported under.
 *
 * @param name of the extension, such as {@code dubbo}
 * @param port 0..65535; 0: any free one
 */
record ProtocolConfig(String name, int port, Settings settings) {
    ProtocolConfig {
        if (port < 0 || port > 65535) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "protocol " + name + ": port: " + port + " (expected: 0..65535)");
        }
    }
}
