package io.redub.interop;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a consumer and the provider on a loopback port, passes every frame on and keeps
 * it. Safe for use by several threads.
 */
final class WireTap implements AutoCloseable {
    private static final int HEADER = 16;

    private final ServerSocket server;
    private final int providerPort;
    private final AtomicInteger connections = new AtomicInteger();
    private final Collection<Frame> toProvider = new ConcurrentLinkedQueue<>();
    private final Collection<Frame> toConsumer = new ConcurrentLinkedQueue<>();
    private final Collection<Socket> consumers = new ConcurrentLinkedQueue<>();
    private final Collection<Socket> providers = new ConcurrentLinkedQueue<>();

    /**
     * One frame.
     *
     * @param flags third byte: request 0x80, two-way 0x40, event 0x20, serialization
     */
    record Frame(int flags, int status, long id, byte[] body) {
        boolean isHeartbeatAnswer() {
            return (flags & 0xe0) == 0x20;
        }

        boolean isCall() {
            return (flags & 0xa0) == 0x80;
        }

        boolean isEvent(String text) {
            return (flags & 0xe0) == 0xa0
                    && body.length == text.length() + 1
                    && new String(body, 1, text.length(), StandardCharsets.UTF_8).equals(text);
        }
    }

    WireTap(int providerPort) {
        this(providerPort, 0);
    }

    /**
     * @param port where it listens; 0 for any
     */
    WireTap(int providerPort, int port) {
        this.providerPort = providerPort;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("tap", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were ever made. */
    int connections() {
        return connections.get();
    }

    /** How many calls went to the provider. */
    int calls() {
        return (int) toProvider.stream().filter(Frame::isCall).count();
    }

    /** How many heartbeats the provider answered. */
    int answeredHeartbeats() {
        return (int) toConsumer.stream().filter(Frame::isHeartbeatAnswer).count();
    }

    List<Frame> toProvider() {
        return List.copyOf(toProvider);
    }

    List<Frame> toConsumer() {
        return List.copyOf(toConsumer);
    }

    /** Sends every consumer an event in the name of its provider. */
    void sendEvent(String text) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + 1 + text.length());
        frame.putShort((short) 0xdabb).put((byte) 0xa2).put((byte) 0).putLong(1L << 40);
        frame.putInt(1 + text.length()).put((byte) text.length());
        frame.put(text.getBytes(StandardCharsets.US_ASCII));
        for (Socket consumer : consumers) {
            try {
                write(consumer, frame.array());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot send the event to " + consumer, e);
            }
        }
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket consumer = server.accept();
                Socket provider = new Socket(InetAddress.getLoopbackAddress(), providerPort);
                connections.incrementAndGet();
                consumers.add(consumer);
                providers.add(provider);
                start("tap to provider", () -> pass(consumer, provider, toProvider));
                start("tap to consumer", () -> pass(provider, consumer, toConsumer));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Passes frames on until one end closes; then closes both. */
    private void pass(Socket from, Socket to, Collection<Frame> seen) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            while (true) {
                byte[] header = new byte[HEADER];
                in.readFully(header);
                ByteBuffer fields = ByteBuffer.wrap(header);
                if (fields.getShort(0) != (short) 0xdabb) {
                    throw new IllegalStateException("Not a frame from " + from);
                }
                byte[] body = new byte[fields.getInt(12)];
                in.readFully(body);
                seen.add(new Frame(header[2] & 0xff, header[3] & 0xff, fields.getLong(4), body));
                byte[] whole = Arrays.copyOf(header, HEADER + body.length);
                System.arraycopy(body, 0, whole, HEADER, body.length);
                write(to, whole);
            }
        } catch (EOFException e) {
            // One end closed, and so does the other now.
        } catch (IOException e) {
            if (!from.isClosed() && !to.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } finally {
            consumers.removeIf(Socket::isClosed);
            providers.removeIf(Socket::isClosed);
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(bytes);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : consumers) {
                socket.close();
            }
            for (Socket socket : providers) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
