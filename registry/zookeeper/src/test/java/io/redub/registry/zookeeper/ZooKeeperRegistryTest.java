package io.redub.registry.zookeeper;

import io.redub.registry.RegistryFactory;
import io.redub.testkit.RegistryContractTest;
import io.redub.url.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept over a real ZooKeeper server. */
class ZooKeeperRegistryTest extends RegistryContractTest {
    @TempDir Path data;

    private EmbeddedZooKeeper server;
    private int port;

    @Override
    protected void stopServer() {
        server.close();
    }

    @Override
    protected void startServer() throws Exception {
        server = EmbeddedZooKeeper.start(data, port);
        port = server.port();
    }

    @Override
    protected URL address() {
        return URL.valueOf("zookeeper://127.0.0.1:" + port);
    }

    @Override
    protected RegistryFactory factory() {
        return new ZooKeeperRegistryFactory();
    }
}
