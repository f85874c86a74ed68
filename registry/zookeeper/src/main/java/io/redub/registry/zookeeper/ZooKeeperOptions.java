package io.redub.registry.zookeeper;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a ZooKeeper registry, from its address.
 *
 * @param servers {@code host:port} of each; port 2181 where none is given
 * @param root parameter {@code group}, default {@code dubbo}, as a path: {@code /dubbo}; empty if
 *     the group is {@code /}
 * @param applicationRoot parameter {@code group}, default {@code services}, as a path
 * @param sessionMillis parameter {@code session}, default 60000; the server may grant less
 * @param timeoutMillis parameter {@code timeout}, default 30000: how long to wait for a connection
 * @param digest {@code username:password} of the address or of its parameters; with it, nodes are
 *     made so that only their creator has access
 */
record ZooKeeperOptions(
        List<String> servers,
        String root,
        String applicationRoot,
        int sessionMillis,
        int timeoutMillis,
        @Nullable String digest) {

    private static final int DEFAULT_PORT = 2181;

    static ZooKeeperOptions of(URL address) {
        try {
            return new ZooKeeperOptions(
                    List.copyOf(address.getBackupAddresses(DEFAULT_PORT)),
                    path(address.getParameter("group", "dubbo")),
                    path(address.getParameter("group", "services")),
                    positive("session", address.getParameter("session", 60_000)),
                    positive("timeout", address.getParameter("timeout", 30_000)),
                    digest(address));
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "registry zookeeper://" + address.getAddress() + ": " + e.getMessage(),
                    e);
        }
    }

    ZooKeeperOptions {
        if (servers.get(0).startsWith(":")) {
            throw new IllegalArgumentException("it has no host (expected: zookeeper://host:port)");
        }
    }

    private static String path(String group) {
        String name = group.replaceAll("^/+|/+$", "");
        return name.isEmpty() ? "" : "/" + name;
    }

    private static int positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: 1 or more)");
        }
        return value;
    }

    private static @Nullable String digest(URL address) {
        String username = address.getUsername();
        String password = address.getPassword();
        if (username == null || username.isEmpty()) {
            username = address.getParameter("username");
            password = address.getParameter("password");
        }
        return username == null ? null : username + ":" + (password == null ? "" : password);
    }
}
