package io.redub.registry;

import io.redub.url.URL;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last lists heard from a registry, on disk for the day it cannot be reached.
 *
 * <p>Format: UTF-8 lines {@code <[group/]interface[:version]>/<category>=<url> <url> …}, the
 * service and the URLs percent-encoded; lines that begin with # are comments. Processes may share a
 * file: each replaces only its own lines, under a lock on {@code <file>.lock}, and the file is
 * exchanged in one step. Thread-safe.
 */
final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

    /** A file larger than this is neither read nor written. */
    static final int MAX_BYTES = 16 << 20;

    private static final String HEADER = "# Lists last heard from a registry. Written by Redub.\n";

    private final Path file;
    private final Map<String, String> lines;
    private final Map<String, String> own = new TreeMap<>();
    private boolean dirty;

    SnapshotFile(Path file) {
        this.file = file;
        this.lines = read();
    }

    /** The list last heard; null if none is known. */
    synchronized @Nullable List<URL> get(URL consumer, String category) {
        String line = lines.get(key(consumer, category));
        if (line == null) {
            return null;
        }
        List<URL> urls = new ArrayList<>();
        try {
            for (String text : line.split(" ")) {
                if (!text.isEmpty()) {
                    urls.add(URL.valueOfEncoded(text));
                }
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("snapshot {}: ignored {} of {}", file, category, consumer, e);
            return null;
        }
        return urls;
    }

    /** Notes a list; {@link #save} writes it. */
    synchronized void put(URL consumer, String category, List<URL> urls) {
        String key = key(consumer, category);
        String line =
                urls.stream().map(u -> URL.encode(u.toString())).collect(Collectors.joining(" "));
        if (!line.equals(own.put(key, line))) {
            lines.put(key, line);
            dirty = true;
        }
    }

    synchronized boolean isDirty() {
        return dirty;
    }

    /**
     * Writes what was noted since the last time.
     *
     * @return false if another process is writing just now: to be tried again
     */
    synchronized boolean save() {
        if (!dirty) {
            return true;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel =
                            FileChannel.open(
                                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    return false;
                }
                Map<String, String> all = read();
                all.putAll(own);
                replace(all);
            }
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            LOG.warn("snapshot {} could not be written; going on without", file, e);
        }
        // Also after a failure: a full disk is not asked again before there is news.
        dirty = false;
        return true;
    }

    private void replace(Map<String, String> all) throws IOException {
        byte[] bytes = print(all);
        if (bytes.length > MAX_BYTES) {
            bytes = print(own);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(
                    "it would have "
                            + bytes.length
                            + " bytes (expected: at most "
                            + MAX_BYTES
                            + ")");
        }
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName() + "-", ".tmp");
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] print(Map<String, String> lines) {
        StringBuilder out = new StringBuilder(HEADER);
        lines.forEach((key, line) -> out.append(key).append('=').append(line).append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> read() {
        Map<String, String> result = new TreeMap<>();
        try {
            if (!Files.exists(file)) {
                return result;
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes");
            }
            // Not Files.readAllLines: bytes that are no UTF-8 must not cost the good lines.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int malformed = 0;
            for (String line : text.split("\n")) {
                int equals = line.indexOf('=');
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (equals <= 0 || line.indexOf('/') > equals || line.indexOf('/') <= 0) {
                    malformed++;
                } else {
                    result.put(line.substring(0, equals), line.substring(equals + 1).trim());
                }
            }
            if (malformed > 0) {
                LOG.warn("snapshot {}: ignored {} lines that are none of ours", file, malformed);
            }
        } catch (IOException e) {
            LOG.warn("snapshot {} could not be read; going on without", file, e);
        }
        return result;
    }

    private static String key(URL consumer, String category) {
        String group = consumer.getGroup();
        String version = consumer.getVersion();
        String service =
                (group == null ? "" : group + "/")
                        + consumer.getServiceInterface()
                        + (version == null ? "" : ":" + version);
        return URL.encode(service) + "/" + category;
    }
}
