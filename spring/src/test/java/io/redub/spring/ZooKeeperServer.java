package io.redub.spring;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real ZooKeeper server of a test class's own. */
final class ZooKeeperServer implements BeforeAllCallback, AfterAllCallback {
    private EmbeddedZooKeeper server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.createDirectories(Path.of("target"));
        server = EmbeddedZooKeeper.start(Files.createTempDirectory(Path.of("target"), "zk"), 0);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    /** {@code host:port}. */
    String address() {
        return server.connectString();
    }
}
