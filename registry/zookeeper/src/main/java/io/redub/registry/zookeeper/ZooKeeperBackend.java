package io.redub.registry.zookeeper;

import io.redub.registry.Categories;
import io.redub.registry.RegistryBackend;
import io.redub.url.URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries as ZooKeeper nodes, exactly where Dubbo has them: {@code
 * /<root>/<interface>/<category>/<url>}, the interface and the URL percent-encoded.
 *
 * <p>Curator reconnects and opens new sessions; nothing is retried inside an operation, because the
 * caller compares what is wanted with what is there after every reconnection anyway.
 */
final class ZooKeeperBackend implements RegistryBackend {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperBackend.class);
    private static final int CHECK_MILLIS = 250;
    private static final int CLOSE_MILLIS = 1_000;

    private final ZooKeeperOptions options;
    private final CuratorFramework client;
    private final ZooKeeperApplications applications;
    private final ZooKeeperItems items;
    private final Runnable afterClose;
    private final Map<Target, CuratorWatcher> watchers = new HashMap<>();

    private final Object connection = new Object();
    private boolean connected;
    private boolean absent;

    /** Set once, by {@link #start}, before anything can be reported. */
    private @Nullable Events events;

    /**
     * @param afterClose runs once this backend has closed its session
     */
    ZooKeeperBackend(ZooKeeperOptions options, Runnable afterClose) {
        this.afterClose = afterClose;
        this.options = options;
        CuratorFrameworkFactory.Builder builder =
                CuratorFrameworkFactory.builder()
                        .connectString(String.join(",", options.servers()))
                        .sessionTimeoutMs(options.sessionMillis())
                        .connectionTimeoutMs(
                                Math.min(options.timeoutMillis(), options.sessionMillis()))
                        .retryPolicy(new RetryNTimes(0, 0))
                        // The addresses a server knows itself by are not always those we can reach.
                        .ensembleTracker(false);
        String digest = options.digest();
        if (digest != null) {
            builder.authorization("digest", digest.getBytes(StandardCharsets.UTF_8))
                    .aclProvider(new CreatorOnly());
        }
        this.client = builder.build();
        this.applications = new ZooKeeperApplications(client, options);
        this.items = new ZooKeeperItems(client, options.root(), this::changed);
    }

    @Override
    public void start(Events listener) {
        events = listener;
        client.getConnectionStateListenable()
                .addListener(
                        (source, state) -> {
                            if (state == ConnectionState.CONNECTED
                                    || state == ConnectionState.RECONNECTED) {
                                listener.connected();
                                connected(true);
                            } else {
                                connected(false);
                                listener.disconnected();
                            }
                        });
        client.start();
    }

    private void connected(boolean now) {
        synchronized (connection) {
            connected = now;
            absent = false;
            connection.notifyAll();
        }
    }

    @Override
    public boolean awaitConnected(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        int waits = 0;
        synchronized (connection) {
            while (!connected && !absent) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                connection.wait(Math.min(left, CHECK_MILLIS));
                // A server that is just starting gets a second before its silence is believed.
                if (!connected && ++waits >= 4) {
                    absent = options.servers().stream().allMatch(ServerProbe::isAbsent);
                }
            }
            return connected;
        }
    }

    @Override
    public void create(URL url) throws Exception {
        boolean dynamic = url.getParameter("dynamic", true);
        CreateMode mode = dynamic ? CreateMode.EPHEMERAL : CreateMode.PERSISTENT;
        String path = path(url);
        attempt(
                () -> {
                    try {
                        return client.create()
                                .creatingParentsIfNeeded()
                                .withMode(mode)
                                .forPath(path);
                    } catch (KeeperException.NodeExistsException e) {
                        return replaceIfForeign(path, mode);
                    }
                });
    }

    /** A node of a session that is gone or going would vanish with it. */
    private String replaceIfForeign(String path, CreateMode mode) throws Exception {
        Stat stat = client.checkExists().forPath(path);
        long owner =
                mode == CreateMode.EPHEMERAL
                        ? client.getZookeeperClient().getZooKeeper().getSessionId()
                        : 0;
        if (stat != null && stat.getEphemeralOwner() == owner) {
            return path;
        }
        deleteIfThere(path);
        return client.create().creatingParentsIfNeeded().withMode(mode).forPath(path);
    }

    @Override
    public void delete(URL url) throws Exception {
        String path = path(url);
        attempt(() -> deleteIfThere(path));
    }

    private boolean deleteIfThere(String path) throws Exception {
        try {
            client.delete().forPath(path);
            return true;
        } catch (KeeperException.NoNodeException e) {
            return false;
        }
    }

    /**
     * Makes the folder as Dubbo does, but once only: what somebody deletes later stays deleted, or
     * two sides that make and delete it would never come to an end.
     */
    @Override
    public List<String> list(Target target) throws Exception {
        boolean first = !watchers.containsKey(target);
        CuratorWatcher watcher = watchers.computeIfAbsent(target, this::watcher);
        String path = path(target);
        return attempt(
                () -> {
                    boolean make = first;
                    while (true) {
                        try {
                            return client.getChildren().usingWatcher(watcher).forPath(path);
                        } catch (KeeperException.NoNodeException e) {
                            if (make) {
                                make = false;
                                createFolder(path);
                            } else if (client.checkExists().usingWatcher(watcher).forPath(path)
                                    == null) {
                                return List.<String>of();
                            }
                        }
                    }
                });
    }

    private void createFolder(String path) throws Exception {
        try {
            client.create().creatingParentsIfNeeded().forPath(path);
        } catch (KeeperException.NodeExistsException e) {
            // Another process was faster, which is as good.
            return;
        }
    }

    private CuratorWatcher watcher(Target target) {
        return event -> {
            Events listener = events;
            if (event.getType() != EventType.None && listener != null) {
                listener.changed(target);
            }
        };
    }

    private void changed(Item item) {
        Events listener = events;
        if (listener != null) {
            listener.changed(item);
        }
    }

    @Override
    public void forget(Target target) {
        watchers.remove(target);
    }

    @Override
    public ApplicationEntries applications() {
        return applications;
    }

    @Override
    public Items items() {
        return items;
    }

    CuratorFramework client() {
        return client;
    }

    /**
     * Ends the session. A client that is about to connect, such as to a host that takes connections
     * and says nothing, does not let go for a whole session: what is not over soon ends by itself.
     */
    @Override
    public void close() {
        Thread closing = new Thread(client::close, "redub-zookeeper-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(isConnected() ? options.timeoutMillis() : CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            log.info("The connection to {} is still closing", options.servers());
        }
        afterClose.run();
    }

    private boolean isConnected() {
        synchronized (connection) {
            return connected;
        }
    }

    private String path(URL url) {
        return path(new Target(url.getServiceInterface(), Categories.of(url)))
                + "/"
                + URL.encode(url.toString());
    }

    private String path(Target target) {
        return options.root()
                + "/"
                + URL.encode(target.serviceInterface())
                + "/"
                + target.category();
    }

    /** Runs an operation; a lost connection shows as an IOException. */
    static <T extends @Nullable Object> T attempt(Callable<T> operation) throws Exception {
        try {
            return operation.call();
        } catch (KeeperException.ConnectionLossException
                | KeeperException.SessionExpiredException
                | KeeperException.SessionMovedException
                | KeeperException.OperationTimeoutException e) {
            throw new IOException("connection lost: " + e.getMessage(), e);
        }
    }

    private static final class CreatorOnly implements ACLProvider {
        @Override
        public List<ACL> getDefaultAcl() {
            return ZooDefs.Ids.CREATOR_ALL_ACL;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return ZooDefs.Ids.CREATOR_ALL_ACL;
        }
    }
}
