package io.redub.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process of an application, as consumers of Dubbo 3 look for it.
 *
 * @param port the port its metadata service and its services listen on, 1..65535
 * @param protocol the protocol spoken there, such as {@code dubbo}
 * @param revision stands for the exact set of services; equal revisions must mean equal services.
 *     Any text but empty and {@code 0}, which consumers ignore
 * @param metadataServiceParameters the URL parameters of the metadata service
 */
public record ApplicationInstance(
        String application,
        String host,
        int port,
        String protocol,
        String revision,
        Map<String, String> metadataServiceParameters) {

    public ApplicationInstance {
        if (application.isEmpty() || application.contains("/") || application.contains(",")) {
            throw new IllegalArgumentException(
                    "application: '" + application + "' (expected: a name without / and ,)");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
        if (revision.isEmpty() || revision.equals("0")) {
            throw new IllegalArgumentException(
                    "revision: '" + revision + "' (expected: neither empty nor 0)");
        }
        metadataServiceParameters =
                Collections.unmodifiableSortedMap(new TreeMap<>(metadataServiceParameters));
    }

    /** {@code host:port}, the name of the instance within its application. */
    public String id() {
        return host + ":" + port;
    }
}
