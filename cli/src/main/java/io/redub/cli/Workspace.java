package io.redub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one demo: logs, the registry's data, the registry's snapshots. */
record Workspace(Path folder, boolean keep) {
    /**
     * @param wanted where it shall be and stay; null: a temporary one that goes if all went well
     */
    static Workspace open(@Nullable Path wanted) throws IOException {
        Path folder =
                wanted == null
                        ? Files.createTempDirectory("redub-demo-")
                        : Files.createDirectories(wanted).toRealPath();
        Workspace workspace = new Workspace(folder, wanted != null);
        // Before anything here logs: from then on the log of this process goes to the folder.
        System.setProperty("redub.demo.log", workspace.log("customer").toString());
        System.setProperty("logback.configurationFile", "io/redub/cli/demo-logback.xml");
        return workspace;
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    Path data() {
        return folder.resolve("zookeeper");
    }

    Path snapshot(String name) {
        return folder.resolve(name + ".registry");
    }

    void close(boolean good) throws IOException {
        if (keep || !good) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
