package io.redub.cli;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that is nothing but a ZooKeeper server on a free port, with its data in the folder
 * given; it ends when its standard input does.
 */
final class RegistryProcess {
    private RegistryProcess() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(Path.of(args[0]), 0)) {
            System.out.println("ready " + server.connectString());
            while (System.in.read() >= 0) {
                continue;
            }
        }
        System.exit(0);
    }
}
