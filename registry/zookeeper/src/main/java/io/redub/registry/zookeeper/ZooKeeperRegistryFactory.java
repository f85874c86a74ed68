package io.redub.registry.zookeeper;

import io.redub.registry.DurableRegistry;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.url.URL;

/** {@code zookeeper://h1:2181?backup=h2:2181,h3:2181}: the layout of Apache Dubbo in ZooKeeper. */
public final class ZooKeeperRegistryFactory implements RegistryFactory {
    @Override
    public Registry connect(URL address) {
        return new DurableRegistry(
                        address, new ZooKeeperBackend(ZooKeeperOptions.of(address), () -> {}))
                .start();
    }
}
