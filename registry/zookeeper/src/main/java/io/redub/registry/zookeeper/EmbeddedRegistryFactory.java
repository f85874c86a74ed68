package io.redub.registry.zookeeper;

import io.redub.registry.DurableRegistry;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code embedded://127.0.0.1:2181?data=DIR}: a ZooKeeper registry whose server runs in the process
 * that comes first, for development, demos and tests.
 *
 * <p>{@code data} is {@code ~/.redub/zookeeper} by default; port 0, or none, takes a free one. A
 * process that finds the port served by a ZooKeeper, or the folder in use by one, connects to that.
 * Registries of one process with the same folder share the server; the last one closed stops it.
 * {@link Registry#address()} is the zookeeper:// address in use, with the real port.
 */
public final class EmbeddedRegistryFactory implements RegistryFactory {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistryFactory.class);

    /** Servers of this process by folder, with how many registries use each; guarded by itself. */
    private static final Map<Path, Running> RUNNING = new HashMap<>();

    @Override
    public Registry connect(URL address) {
        String host = address.getHost().isEmpty() ? "127.0.0.1" : address.getHost();
        String data = address.getParameter("data");
        Path folder =
                data == null
                        ? Path.of(System.getProperty("user.home"), ".redub", "zookeeper")
                        : Path.of(data).toAbsolutePath().normalize();
        synchronized (RUNNING) {
            Running running = RUNNING.get(folder);
            String server =
                    running != null ? running.server.connectString() : elsewhere(address, host);
            if (server == null) {
                try {
                    running = new Running(EmbeddedZooKeeper.start(folder, host, address.getPort()));
                    RUNNING.put(folder, running);
                    server = running.server.connectString();
                    LOG.info("ZooKeeper server on {} with data in {}", server, folder);
                } catch (IOException e) {
                    server = ofAnotherProcess(address, host, folder, e);
                }
            }
            return open(address, server, running, folder);
        }
    }

    private static @Nullable String elsewhere(URL address, String host) {
        String server = host + ":" + address.getPort();
        return address.getPort() > 0 && ServerProbe.isZooKeeper(server) ? server : null;
    }

    /** Another process may have taken the port or the folder since, or hold it on another port. */
    private static String ofAnotherProcess(
            URL address, String host, Path folder, IOException failure) {
        String taken = elsewhere(address, host);
        String server = taken != null ? taken : EmbeddedZooKeeper.lastServerOn(folder);
        if (server == null || !ServerProbe.isZooKeeper(server)) {
            throw new RpcException(
                    StatusCode.REGISTRY,
                    "registry embedded://"
                            + address.getAddress()
                            + " cannot start: "
                            + failure.getMessage()
                            + "; choose another port or another folder (data=DIR)",
                    failure);
        }
        return server;
    }

    private static Registry open(
            URL address, String server, @Nullable Running running, Path folder) {
        URL real =
                address.withProtocol("zookeeper")
                        .withHost(server.substring(0, server.lastIndexOf(':')))
                        .withPort(Integer.parseInt(server.substring(server.lastIndexOf(':') + 1)));
        if (running != null) {
            running.users++;
        }
        AtomicBoolean released = new AtomicBoolean();
        Runnable release =
                () -> {
                    if (running != null && released.compareAndSet(false, true)) {
                        release(running, folder);
                    }
                };
        try {
            return new DurableRegistry(
                            real, new ZooKeeperBackend(ZooKeeperOptions.of(real), release))
                    .start();
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private static void release(Running running, Path folder) {
        synchronized (RUNNING) {
            if (--running.users == 0) {
                RUNNING.remove(folder);
                running.server.close();
            }
        }
    }

    private static final class Running {
        private final EmbeddedZooKeeper server;
        private int users;

        private Running(EmbeddedZooKeeper server) {
            this.server = server;
        }
    }
}
