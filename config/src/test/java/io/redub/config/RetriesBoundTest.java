package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redub.extension.ExtensionLoader;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody makes a call that is tried without end. */
class RetriesBoundTest {
    /** What is called. */
    public interface Menu {
        String dish();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void providersThatAreAllDownAndOfferEndlessRetriesEndInOneClearFailure(@TempDir Path folder)
            throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder, 0)) {
            String registry = "zookeeper://127.0.0.1:" + zooKeeper.port() + "?file-cache=false";
            try (Registry connection =
                            ExtensionLoader.getExtensionLoader(RegistryFactory.class)
                                    .getAdaptiveExtension()
                                    .connect(URL.valueOf(registry));
                    RedubBootstrap consumer =
                            RedubBootstrap.application("guest")
                                    .registry(registry)
                                    .shutdownWait(Duration.ZERO)
                                    .start()) {
                for (int i = 0; i < 2; i++) {
                    connection.register(
                            URL.of("dubbo", "127.0.0.1", closedPort(), Menu.class.getName())
                                    .addParameter("interface", Menu.class.getName())
                                    .addParameter("retries", "100000"));
                }
                Menu menu = consumer.refer(ReferenceConfig.of(Menu.class).check(false));
                RpcException failure = catchThrowableOfType(RpcException.class, menu::dish);
                assertThat(failure.status().code()).isEqualTo(StatusCode.NETWORK);
                assertThat(failure).hasMessageContaining("tried 10001 times");
            }
        }
    }

    @Test
    void aConsumerThatSetsMoreIsToldSoAtOnce() {
        try (RedubBootstrap consumer = RedubBootstrap.application("guest").start()) {
            ReferenceConfig<Menu> menu = ReferenceConfig.of(Menu.class).url("dubbo://127.0.0.1:1");
            assertThatThrownBy(() -> consumer.refer(menu.check(false).retries(100_000)))
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("retries")
                    .hasMessageContaining("100000")
                    .hasMessageContaining("10000");
        }
    }
}
