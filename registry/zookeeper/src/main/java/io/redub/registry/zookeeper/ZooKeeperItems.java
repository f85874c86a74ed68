package io.redub.registry.zookeeper;

import io.redub.registry.RegistryBackend.Item;
import io.redub.registry.RegistryBackend.Items;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/** The texts that Dubbo's config centre has: {@code /<root>/config/<group>/<key>}. */
final class ZooKeeperItems implements Items {
    private final CuratorFramework client;
    private final String root;
    private final Consumer<Item> changed;
    private final Map<Item, CuratorWatcher> watchers = new HashMap<>();

    ZooKeeperItems(CuratorFramework client, String root, Consumer<Item> changed) {
        this.client = client;
        this.root = root;
        this.changed = changed;
    }

    private String path(Item item) {
        return root + "/config/" + item.group() + "/" + item.key();
    }

    @Override
    public @Nullable String read(Item item) throws Exception {
        return ZooKeeperBackend.attempt(
                () -> {
                    try {
                        return text(client.getData().forPath(path(item)));
                    } catch (KeeperException.NoNodeException e) {
                        return null;
                    }
                });
    }

    @Override
    public @Nullable String readAndWatch(Item item) throws Exception {
        CuratorWatcher watcher = watchers.computeIfAbsent(item, this::watcher);
        String path = path(item);
        return ZooKeeperBackend.attempt(
                () -> {
                    // The watch is set by the look, so that what is made after it is noticed.
                    while (client.checkExists().usingWatcher(watcher).forPath(path) != null) {
                        try {
                            return text(client.getData().usingWatcher(watcher).forPath(path));
                        } catch (KeeperException.NoNodeException e) {
                            continue;
                        }
                    }
                    return null;
                });
    }

    private static String text(byte @Nullable [] data) {
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    private CuratorWatcher watcher(Item item) {
        return event -> {
            if (event.getType() != EventType.None) {
                changed.accept(item);
            }
        };
    }

    @Override
    public void forget(Item item) {
        watchers.remove(item);
    }

    @Override
    public void write(Item item, String text) throws Exception {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        ZooKeeperBackend.attempt(
                () ->
                        client.create()
                                .orSetData()
                                .creatingParentsIfNeeded()
                                .forPath(path(item), data));
    }

    @Override
    public void remove(Item item) throws Exception {
        ZooKeeperBackend.attempt(
                () -> {
                    try {
                        client.delete().forPath(path(item));
                    } catch (KeeperException.NoNodeException e) {
                        return false;
                    }
                    return true;
                });
    }
}
