package io.redub.registry.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.testkit.Heard;
import io.redub.url.URL;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server in process, by itself and behind {@code embedded://}. */
class EmbeddedZooKeeperTest {
    private static final URL FOR_GOOD =
            URL.valueOf("dubbo://192.0.2.1:20880/demo.Echo?dynamic=false&interface=demo.Echo");
    private static final URL CONSUMER =
            URL.valueOf("consumer://192.0.2.9/demo.Echo?interface=demo.Echo");

    @TempDir Path folder;

    private final RegistryFactory factory = new EmbeddedRegistryFactory();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Registry connect(int port, Path data) {
        Registry registry =
                factory.connect(
                        URL.valueOf(
                                "embedded://127.0.0.1:" + port + "?file-cache=false&data=" + data));
        open.add(registry);
        return registry;
    }

    private List<String> providers(Registry registry) {
        Heard heard = new Heard();
        registry.subscribe(CONSUMER, heard);
        return heard.providers();
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(folder, 0)) {
            assertThat(server.connectString()).isEqualTo("127.0.0.1:" + server.port());
            assertThat(ServerProbe.isZooKeeper(server.connectString())).isTrue();
            assertThat(ServerProbe.isAbsent("127.0.0.2:" + server.port())).isTrue();
        }
    }

    @Test
    void aRestartOnTheSameFolderAndPortKeepsTheDataAndLeavesNoLitter() throws Exception {
        EmbeddedZooKeeper first = EmbeddedZooKeeper.start(folder, 0);
        Registry writer =
                new ZooKeeperRegistryFactory()
                        .connect(
                                URL.valueOf(
                                        "zookeeper://"
                                                + first.connectString()
                                                + "?file-cache=false"));
        open.add(writer);
        writer.register(FOR_GOOD);
        writer.close();
        first.close();
        first.close();
        assertThat(ServerProbe.isAbsent(first.connectString())).isTrue();

        EmbeddedZooKeeper second = EmbeddedZooKeeper.start(folder, first.port());
        open.add(second);

        assertThat(providers(connect(second.port(), folder))).containsExactly("192.0.2.1:20880");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "redub.address", "redub.lock");
        }
    }

    @Test
    void twoServersNeverShareAFolder() throws Exception {
        open.add(EmbeddedZooKeeper.start(folder, 0));

        assertThatThrownBy(() -> EmbeddedZooKeeper.start(folder, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void aTakenPortIsNamedAndTheFolderStaysFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedZooKeeper.start(folder, taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        open.add(EmbeddedZooKeeper.start(folder, 0));
    }

    @Test
    void registriesOfOneProcessShareTheServerUntilTheLastOneIsClosed() {
        Registry first = connect(0, folder);
        Registry second = connect(0, folder);
        assertThat(second.address().getPort()).isPositive().isEqualTo(first.address().getPort());
        String server = first.address().getAddress();

        first.close();
        first.close();
        second.register(FOR_GOOD);
        assertThat(providers(second)).containsExactly("192.0.2.1:20880");

        second.close();
        assertThat(ServerProbe.isAbsent(server)).isTrue();
    }

    @Test
    void aPortServedByAZooKeeperAlreadyIsUsed() throws Exception {
        EmbeddedZooKeeper other = EmbeddedZooKeeper.start(folder.resolve("other"), 0);
        open.add(other);
        connect(other.port(), folder.resolve("mine")).register(FOR_GOOD);

        assertThat(providers(connect(other.port(), folder.resolve("yet another"))))
                .containsExactly("192.0.2.1:20880");
        assertThat(folder.resolve("mine")).doesNotExist();
    }

    @Test
    void aFolderServedElsewhereIsFoundWithoutKnowingThePort() throws Exception {
        EmbeddedZooKeeper other = EmbeddedZooKeeper.start(folder, 0);
        open.add(other);

        assertThat(connect(0, folder).address().getPort()).isEqualTo(other.port());
    }

    @Test
    void aPortTakenBySomethingElseIsAClearError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> connect(taken.getLocalPort(), folder))
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.getCode()).isEqualTo(StatusCode.REGISTRY.number()))
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void aSecondProcessJoinsTheFirstAndOutlivesItsKill() throws Exception {
        Process first =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FirstProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            String server;
            try (BufferedReader out = first.inputReader()) {
                server =
                        out.lines()
                                .filter(line -> line.startsWith("server "))
                                .findFirst()
                                .orElseThrow()
                                .substring("server ".length());
                Registry second = connect(0, folder);
                assertThat(second.address().getAddress()).isEqualTo(server);
                assertThat(providers(second)).containsExactly("192.0.2.1:20880");

                first.destroyForcibly().waitFor();
                await().until(() -> !second.available());
                open.add(EmbeddedZooKeeper.start(folder, second.address().getPort()));
                await().until(second::available);
                assertThat(providers(second)).containsExactly("192.0.2.1:20880");
            }
        } finally {
            first.destroyForcibly();
        }
    }

    /** Runs the server, enters one provider for good, and says where it is until it is killed. */
    static final class FirstProcess {
        public static void main(String[] args) throws Exception {
            Registry registry =
                    new EmbeddedRegistryFactory()
                            .connect(
                                    URL.valueOf(
                                            "embedded://127.0.0.1?file-cache=false&data="
                                                    + args[0]));
            registry.register(FOR_GOOD);
            System.out.println("server " + registry.address().getAddress());
            System.in.read();
            registry.close();
        }
    }
}
