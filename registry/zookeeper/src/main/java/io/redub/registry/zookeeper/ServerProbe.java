package io.redub.registry.zookeeper;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** Asks an address, over a connection of its own, who listens there. */
final class ServerProbe {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ServerProbe() {}

    /** Whether it is plain that nobody listens: refused, or no such host. */
    static boolean isAbsent(String hostAndPort) {
        try (Socket socket = connect(hostAndPort)) {
            return !socket.isConnected();
        } catch (ConnectException | UnknownHostException e) {
            return true;
        } catch (IOException e) {
            // Slow or filtered: not plain.
            return false;
        }
    }

    /** Whether a ZooKeeper server answers there. */
    static boolean isZooKeeper(String hostAndPort) {
        try (Socket socket = connect(hostAndPort)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(512), StandardCharsets.US_ASCII);
            // The others: still starting; the command is switched off there.
            return Stream.of("Zookeeper version", "This ZooKeeper instance", "srvr is not")
                    .anyMatch(answer::startsWith);
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connect(String hostAndPort) throws IOException {
        int colon = hostAndPort.lastIndexOf(':');
        String host = hostAndPort.substring(0, colon);
        InetSocketAddress address =
                new InetSocketAddress(host, Integer.parseInt(hostAndPort.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) LIMIT.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
