package io.redub.monitor;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lines about served calls go: a file, or the log. Writing happens on a thread of its own; of
 * lines that come faster than they are written, {@value #QUEUE} wait and more are dropped, counted,
 * and told in the file. A file is opened anew for every batch, so that it may be rotated.
 * Thread-safe.
 */
public final class AccessLog {
    /** The logger that gets the lines where no file is named. */
    public static final String LOGGER = "redub.accesslog";

    static final int QUEUE = 4_096;

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final ConcurrentMap<Path, AccessLog> FILES = new ConcurrentHashMap<>();
    private static final AccessLog TO_LOGGER = new AccessLog(toLogger(), writer());

    /** Writes a batch of lines. */
    @FunctionalInterface
    interface Sink {
        void write(List<String> lines) throws IOException;
    }

    private final Sink sink;
    private final Executor writer;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final LongAdder dropped = new LongAdder();
    private long told;

    AccessLog(Sink sink, Executor writer) {
        this.sink = sink;
        this.writer = writer;
    }

    /**
     * @param setting {@code true} or {@code default} for the logger {@value #LOGGER}, else a file
     * @throws RpcException with the code CONFIGURATION if the file cannot be written
     */
    public static AccessLog of(String setting) {
        String text = setting.strip();
        if (text.equals("true") || text.equals("default")) {
            return TO_LOGGER;
        }
        try {
            Path file = Path.of(text).toAbsolutePath().normalize();
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            append(file, List.of());
            return FILES.computeIfAbsent(
                    file, path -> new AccessLog(batch -> append(path, batch), writer()));
        } catch (IOException | IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "accesslog: '" + text + "' cannot be written: " + e,
                    e);
        }
    }

    /**
     * One thread, gone when there is nothing to write; not a daemon, so that the end is written.
     */
    private static Executor writer() {
        return new ThreadPoolExecutor(
                0,
                1,
                200,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Thread(work, "redub-accesslog"));
    }

    private static Sink toLogger() {
        Logger to = LoggerFactory.getLogger(LOGGER);
        return batch -> batch.forEach(to::info);
    }

    private static void append(Path file, List<String> batch) throws IOException {
        try (BufferedWriter out =
                Files.newBufferedWriter(
                        file,
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            for (String line : batch) {
                out.write(line);
                out.newLine();
            }
        }
    }

    void add(String line) {
        if (waiting.incrementAndGet() > QUEUE) {
            waiting.decrementAndGet();
            dropped.increment();
            return;
        }
        lines.add(line);
        if (scheduled.compareAndSet(false, true)) {
            writer.execute(this::drain);
        }
    }

    /** Lines that were dropped since the start. */
    public long dropped() {
        return dropped.sum();
    }

    private void drain() {
        // First: a line that comes after the last look below asks for another round.
        scheduled.set(false);
        List<String> batch = new ArrayList<>();
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            batch.add(line);
            if (batch.size() == QUEUE) {
                break;
            }
        }
        waiting.addAndGet(-batch.size());
        if (!lines.isEmpty() && scheduled.compareAndSet(false, true)) {
            writer.execute(this::drain);
        }
        write(batch);
    }

    /** Only ever on one thread at a time: the writer has no second one. */
    private void write(List<String> batch) {
        long lost = dropped.sum();
        if (lost > told) {
            batch.add("... " + (lost - told) + " lines dropped: they came faster than written");
            told = lost;
        }
        try {
            sink.write(batch);
        } catch (IOException e) {
            log.warn("{} lines of the access log could not be written: {}", batch.size(), e);
        }
    }
}
