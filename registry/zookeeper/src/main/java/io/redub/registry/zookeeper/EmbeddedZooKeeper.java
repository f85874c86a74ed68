package io.redub.registry.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.jspecify.annotations.Nullable;

/**
 * The real ZooKeeper server inside this process, with its data on disk: started again on the same
 * folder and port it has every node and every live session of before. Thread-safe.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final long START_LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final String ADDRESS_FILE = "redub.address";
    private static final String LOOPBACK = "127.0.0.1";

    private final ZooKeeperServerEmbedded server;
    private final FileChannel guard;
    private final String host;
    private final int port;
    private boolean closed;

    private EmbeddedZooKeeper(
            ZooKeeperServerEmbedded server, FileChannel guard, String host, int port) {
        this.server = server;
        this.guard = guard;
        this.host = host;
        this.port = port;
    }

    /** Starts on the loopback interface; see {@link #start(Path, String, int)}. */
    public static EmbeddedZooKeeper start(Path folder, int port) throws IOException {
        return start(folder, LOOPBACK, port);
    }

    /**
     * Starts a server and waits until it serves.
     *
     * @param folder where the data is; created if missing; of one server at a time
     * @param host the address to listen on
     * @param port 0..65535; 0 takes a free one
     * @throws IOException if the folder is in use or not writable, or the port is taken
     */
    public static EmbeddedZooKeeper start(Path folder, String host, int port) throws IOException {
        Files.createDirectories(folder);
        FileChannel guard = lock(folder);
        ZooKeeperServerEmbedded server = null;
        try {
            requireFree(host, port);
            server =
                    ZooKeeperServerEmbedded.builder()
                            .baseDir(folder)
                            .configuration(configuration(host, port))
                            .exitHandler(ExitHandler.LOG_ONLY)
                            .build();
            server.start(START_LIMIT_MILLIS);
            EmbeddedZooKeeper started =
                    new EmbeddedZooKeeper(server, guard, host, server.getClientPort());
            Files.writeString(folder.resolve(ADDRESS_FILE), started.connectString());
            return started;
        } catch (Exception e) {
            if (server != null) {
                server.close();
            }
            guard.close();
            throw new IOException(
                    "no ZooKeeper server on %s:%d with data in %s: %s"
                            .formatted(host, port, folder, e.getMessage()),
                    e);
        } finally {
            deleteGeneratedFiles(folder);
        }
    }

    /** The server itself would report a taken port only after the whole start limit. */
    private static void requireFree(String host, int port) throws IOException {
        if (port > 0) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(host, port));
            }
        }
    }

    private static Properties configuration(String host, int port) {
        Properties properties = new Properties();
        properties.setProperty("clientPort", Integer.toString(port));
        properties.setProperty("clientPortAddress", host);
        properties.setProperty("admin.enableServer", "false");
        properties.setProperty("tickTime", "1000");
        properties.setProperty("minSessionTimeout", "1000");
        properties.setProperty("maxSessionTimeout", "180000");
        properties.setProperty("maxClientCnxns", "1000");
        properties.setProperty("autopurge.snapRetainCount", "3");
        properties.setProperty("autopurge.purgeInterval", "1");
        return properties;
    }

    /** Two servers on one folder would ruin it. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("redub.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("the folder " + folder + " is in use by this process", e);
        }
        channel.close();
        throw new IOException("the folder " + folder + " is in use by another process");
    }

    /** Where the server that used the folder last could be reached; null if there was none. */
    static @Nullable String lastServerOn(Path folder) {
        try {
            Path file = folder.resolve(ADDRESS_FILE);
            return Files.exists(file) ? Files.readString(file).trim() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server leaves one behind at every start, and never reads it again. */
    private static void deleteGeneratedFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "zookeeper.configuration*.properties")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The port it listens on, never 0. */
    public int port() {
        return port;
    }

    /** {@code host:port} for clients. */
    public String connectString() {
        return host + ":" + port;
    }

    /** Stops serving; sessions stay on disk. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close();
        try {
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
