package io.redub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where servers and clients meet. */
public final class Loopback {
    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** A port that was free a moment ago, for servers that cannot choose one themselves. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
