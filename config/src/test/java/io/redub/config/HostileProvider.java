package io.redub.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Listens like a provider, and answers every call with the bytes it is told to. */
final class HostileProvider implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile int status = 20;
    private volatile byte[] answer = {(byte) 0x92};

    HostileProvider() throws IOException {
        start("hostile-acceptor", this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "dubbo://127.0.0.1:" + port();
    }

    void answerWith(int newStatus, byte[] body) {
        status = newStatus;
        answer = body;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                RawPeer peer = new RawPeer(server.accept());
                start("hostile-provider", () -> serve(peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(RawPeer peer) {
        try (peer) {
            RawPeer.Frame request;
            while ((request = peer.receive()) != null) {
                if ((request.flags() & 0x60) == 0x40) {
                    peer.send(RawPeer.frame(0x02, status, request.id(), answer));
                }
            }
        } catch (IOException gone) {
            // The consumer closed the connection: tests look at its side of it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
