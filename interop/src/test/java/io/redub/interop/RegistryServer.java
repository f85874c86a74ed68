package io.redub.interop;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** A real ZooKeeper server of a test's own, on a free loopback port. */
final class RegistryServer implements AutoCloseable {
    private final EmbeddedZooKeeper server;

    RegistryServer() {
        try {
            server = EmbeddedZooKeeper.start(Files.createTempDirectory(Path.of("target"), "zk"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}. */
    String address() {
        return server.connectString();
    }

    /** Registers the provider of {@code type} at {@code port} a second time, at another port. */
    void registerBeside(Class<?> type, int port, int other) throws Exception {
        String folder = "/dubbo/" + type.getName() + "/providers";
        ZooKeeper client = new ZooKeeper(address(), 10_000, event -> {}, new ZKClientConfig());
        try {
            for (String node : client.getChildren(folder, false)) {
                String url = URLDecoder.decode(node, StandardCharsets.UTF_8);
                if (url.contains(":" + port + "/")) {
                    String copy = url.replace(":" + port + "/", ":" + other + "/");
                    client.create(
                            folder + "/" + URLEncoder.encode(copy, StandardCharsets.UTF_8),
                            new byte[0],
                            ZooDefs.Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT);
                    return;
                }
            }
            throw new IllegalStateException("No provider at port " + port + " in " + folder);
        } finally {
            client.close();
        }
    }

    /** Takes back what {@link #registerBeside} did. */
    void unregister(Class<?> type, int port) throws Exception {
        String folder = "/dubbo/" + type.getName() + "/providers";
        ZooKeeper client = new ZooKeeper(address(), 10_000, event -> {}, new ZKClientConfig());
        try {
            for (String node : client.getChildren(folder, false)) {
                if (URLDecoder.decode(node, StandardCharsets.UTF_8).contains(":" + port + "/")) {
                    client.delete(folder + "/" + node, -1);
                }
            }
        } finally {
            client.close();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
