package io.redub.protocol.rmi;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a port. RMI has a thread for each connection, so their number, their silence and
 * the bytes of a request are bounded here. Thread-safe.
 */
final class PortSockets implements RMIServerSocketFactory, AutoCloseable {
    private final InetAddress host;
    private final int port;
    private final int mostConnections;
    private final int idleMillis;
    private final int payload;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket opened;
    private @Nullable ServerSocket current;

    /**
     * @param port 0 for any free one
     * @param payload most bytes from one answer to the next; 0 or less: no limit
     */
    PortSockets(InetAddress host, int port, int mostConnections, int idleMillis, int payload)
            throws IOException {
        this.host = host;
        this.mostConnections = mostConnections;
        this.idleMillis = idleMillis;
        this.payload = payload;
        ServerSocket socket = listening(port);
        this.port = socket.getLocalPort();
        this.opened = socket;
        this.current = socket;
    }

    int port() {
        return port;
    }

    private ServerSocket listening(int number) throws IOException {
        ServerSocket socket = new Port();
        try {
            socket.bind(new InetSocketAddress(host, number), 128);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    @Override
    public synchronized ServerSocket createServerSocket(int number) throws IOException {
        ServerSocket ready = opened;
        opened = null;
        current = ready == null ? listening(number) : ready;
        return current;
    }

    @Override
    public void close() throws IOException {
        ServerSocket socket;
        synchronized (this) {
            socket = current;
        }
        if (socket != null) {
            socket.close();
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private final class Port extends ServerSocket {
        Port() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            while (true) {
                Connection connection = new Connection();
                implAccept(connection);
                if (connections.size() < mostConnections) {
                    connections.add(connection);
                    return connection;
                }
                connection.close();
            }
        }
    }

    private final class Connection extends Socket {
        private final AtomicLong unanswered = new AtomicLong();

        Connection() throws SocketException {
            super((SocketImpl) null);
        }

        /** RMI's own is two hours. */
        @Override
        public void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis == 0 ? idleMillis : Math.min(millis, idleMillis));
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int value = super.read();
                    count(value < 0 ? 0 : 1);
                    return value;
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int count = super.read(into, from, length);
                    count(count);
                    return count;
                }
            };
        }

        private void count(int bytes) throws IOException {
            if (bytes > 0 && unanswered.addAndGet(bytes) > payload && payload > 0) {
                throw new IOException(
                        "a request has more than " + payload + " bytes (the limit is payload)");
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    unanswered.set(0);
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public synchronized void close() throws IOException {
            connections.remove(this);
            super.close();
        }
    }
}
