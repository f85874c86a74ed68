package io.redub.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

/** A real ZooKeeper server of a test's own, on a free loopback port. */
final class ZooKeeper implements AutoCloseable {
    private final ZooKeeperServerEmbedded server;
    private final String address;

    ZooKeeper() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "zookeeper");
            Properties settings = new Properties();
            settings.setProperty("clientPort", "0");
            settings.setProperty("clientPortAddress", "127.0.0.1");
            settings.setProperty("tickTime", "1000");
            settings.setProperty("admin.enableServer", "false");
            server =
                    ZooKeeperServerEmbedded.builder()
                            .baseDir(folder.toAbsolutePath())
                            .configuration(settings)
                            .exitHandler(ExitHandler.LOG_ONLY)
                            .build();
            server.start();
            address = server.getConnectionString();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start ZooKeeper", e);
        }
    }

    /** {@code host:port}. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        server.close();
    }
}
