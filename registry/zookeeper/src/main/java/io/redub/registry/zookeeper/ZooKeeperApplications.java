package io.redub.registry.zookeeper;

import io.redub.registry.ApplicationInstance;
import io.redub.registry.RegistryBackend.ApplicationEntries;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * The nodes by which consumers of Dubbo 3 find applications: {@code
 * /services/<application>/<host:port>} and, from interface to applications, {@code
 * /dubbo/mapping/<interface>}.
 */
final class ZooKeeperApplications implements ApplicationEntries {
    private static final int MAPPING_ATTEMPTS = 10;

    private final CuratorFramework client;
    private final String services;
    private final String mapping;

    ZooKeeperApplications(CuratorFramework client, ZooKeeperOptions options) {
        this.client = client;
        this.services = options.applicationRoot();
        this.mapping = options.root() + "/mapping";
    }

    @Override
    public void publish(ApplicationInstance instance, Set<String> interfaces) throws Exception {
        String path = path(instance);
        byte[] data = InstanceJson.of(instance, System.currentTimeMillis());
        ZooKeeperBackend.attempt(
                () -> {
                    // Names first: who follows a name finds the instance or waits for it.
                    for (String serviceInterface : interfaces) {
                        append(
                                instance.application(),
                                mapping + "/" + URL.encode(serviceInterface));
                    }
                    put(path, data);
                    return path;
                });
    }

    private void put(String path, byte[] data) throws Exception {
        Stat stat = client.checkExists().forPath(path);
        long session = client.getZookeeperClient().getZooKeeper().getSessionId();
        if (stat != null && stat.getEphemeralOwner() == session) {
            client.setData().forPath(path, data);
            return;
        }
        if (stat != null) {
            withdraw(path);
        }
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(path, data);
    }

    /** Others write there too: their names must survive whatever the interleaving. */
    private void append(String application, String path) throws Exception {
        for (int attempt = 0; attempt < MAPPING_ATTEMPTS; attempt++) {
            try {
                Stat stat = new Stat();
                String names;
                try {
                    names =
                            new String(
                                    client.getData().storingStatIn(stat).forPath(path),
                                    StandardCharsets.UTF_8);
                } catch (KeeperException.NoNodeException e) {
                    client.create()
                            .creatingParentsIfNeeded()
                            .forPath(path, application.getBytes(StandardCharsets.UTF_8));
                    return;
                }
                if (Arrays.asList(names.split(",")).contains(application)) {
                    return;
                }
                String more = names.isEmpty() ? application : names + "," + application;
                client.setData()
                        .withVersion(stat.getVersion())
                        .forPath(path, more.getBytes(StandardCharsets.UTF_8));
                return;
            } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
                if (attempt == MAPPING_ATTEMPTS - 1) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void withdraw(ApplicationInstance instance) throws Exception {
        ZooKeeperBackend.attempt(() -> withdraw(path(instance)));
    }

    private boolean withdraw(String path) throws Exception {
        try {
            client.delete().forPath(path);
            return true;
        } catch (KeeperException.NoNodeException e) {
            return false;
        }
    }

    private String path(ApplicationInstance instance) {
        return services + "/" + instance.application() + "/" + instance.id();
    }
}
