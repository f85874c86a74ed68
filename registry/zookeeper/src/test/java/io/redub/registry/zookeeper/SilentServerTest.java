package io.redub.registry.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.registry.Registry;
import io.redub.url.URL;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that takes connections and says nothing. */
class SilentServerTest {
    @Test
    @Timeout(30)
    void nobodyWaitsForASilentServerToCloseItsConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Registry registry =
                    new ZooKeeperRegistryFactory()
                            .connect(
                                    URL.valueOf(
                                            "zookeeper://127.0.0.1:"
                                                    + silent.getLocalPort()
                                                    + "?timeout=300&check=false&file-cache=false"));
            try (Socket taken = silent.accept()) {
                long begin = System.nanoTime();
                registry.close();
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(Duration.ofSeconds(5));
                assertThat(taken.isConnected()).isTrue();
            }
        }
    }
}
