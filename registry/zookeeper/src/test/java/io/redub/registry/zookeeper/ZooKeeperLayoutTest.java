package io.redub.registry.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.registry.DurableRegistry;
import io.redub.registry.Registry;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.testkit.Heard;
import io.redub.url.URL;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as Dubbo's peers read and write them, watched by a client of its own. */
class ZooKeeperLayoutTest {
    private static final URL PROVIDER =
            URL.valueOf("dubbo://192.0.2.1:20880/demo.Echo?interface=demo.Echo&methods=hi");
    private static final URL CONSUMER =
            URL.valueOf("consumer://192.0.2.9/demo.Echo?interface=demo.Echo");

    @TempDir Path data;

    private final List<Registry> open = new ArrayList<>();
    private EmbeddedZooKeeper server;
    private CuratorFramework peer;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedZooKeeper.start(data, 0);
        peer = client();
    }

    @AfterEach
    void stop() {
        open.forEach(Registry::close);
        peer.close();
        server.close();
    }

    private CuratorFramework client() {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        client.start();
        return client;
    }

    private DurableRegistry connect(String query) {
        return connect(query, null);
    }

    private DurableRegistry connect(String query, ZooKeeperBackend[] backend) {
        URL address =
                URL.valueOf("zookeeper://" + server.connectString() + "?file-cache=false" + query)
                        .addParameterIfAbsent("retry.period", "200");
        ZooKeeperBackend created = new ZooKeeperBackend(ZooKeeperOptions.of(address), () -> {});
        if (backend != null) {
            backend[0] = created;
        }
        DurableRegistry registry = new DurableRegistry(address, created).start();
        open.add(registry);
        return registry;
    }

    private long owner(String path) throws Exception {
        Stat stat = peer.checkExists().forPath(path);
        return stat == null ? -1 : stat.getEphemeralOwner();
    }

    private static String node(URL url) {
        return "/dubbo/demo.Echo/providers/" + URL.encode(url.toString());
    }

    @Test
    void nodesHaveTheNamesThatDubboWroteForTheSameUrls() throws Exception {
        List<String> captured;
        try (InputStream in = getClass().getResourceAsStream("dubbo-nodes.txt")) {
            captured = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        Registry registry = connect("");

        for (String path : captured) {
            registry.register(URL.valueOfEncoded(path.substring(path.lastIndexOf('/') + 1)));
        }

        List<String> written = new ArrayList<>();
        for (String category : List.of("consumers", "providers")) {
            for (String name : peer.getChildren().forPath("/dubbo/demo.Echo/" + category)) {
                written.add("/dubbo/demo.Echo/" + category + "/" + name);
            }
        }
        assertThat(captured).hasSize(3);
        assertThat(written).containsExactlyInAnyOrderElementsOf(captured);
        for (String path : captured) {
            assertThat(owner(path)).as(path).isPositive();
        }
        assertThat(owner("/dubbo/demo.Echo/providers")).isZero();
    }

    @Test
    void aSubscriberMakesTheFoldersItWatches() throws Exception {
        connect("").subscribe(CONSUMER, new Heard());

        assertThat(peer.getChildren().forPath("/dubbo/demo.Echo"))
                .containsExactlyInAnyOrder("providers", "configurators", "routers");
    }

    @Test
    void theGroupOfTheAddressIsTheRoot() throws Exception {
        connect("&group=other").register(PROVIDER);

        assertThat(peer.getChildren().forPath("/other/demo.Echo/providers")).hasSize(1);
        assertThat(peer.checkExists().forPath("/dubbo")).isNull();
    }

    @Test
    void anEntryMadeForGoodIsPersistentAndOneThatIsNotReplacesIt() throws Exception {
        URL forGood = PROVIDER.addParameter("dynamic", "false");
        Registry registry = connect("");
        registry.register(forGood);
        assertThat(owner(node(forGood))).isZero();

        peer.create().creatingParentsIfNeeded().forPath(node(PROVIDER));
        registry.register(PROVIDER);
        assertThat(owner(node(PROVIDER))).isPositive();
    }

    @Test
    void aNodeOfAFormerSessionIsReplacedAndSurvivesThatSession() throws Exception {
        CuratorFramework former = client();
        former.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(node(PROVIDER));
        long formerOwner = owner(node(PROVIDER));

        connect("").register(PROVIDER);

        assertThat(owner(node(PROVIDER))).isPositive().isNotEqualTo(formerOwner);
        former.close();
        assertThat(owner(node(PROVIDER))).isPositive();
    }

    @Test
    void whatIsLostWithItsSessionIsRegisteredAndWatchedAgain() throws Exception {
        ZooKeeperBackend[] backend = new ZooKeeperBackend[1];
        Registry registry = connect("", backend);
        registry.register(PROVIDER);
        Heard heard = new Heard();
        registry.subscribe(CONSUMER, heard);
        long first = owner(node(PROVIDER));

        endSession(backend[0]);

        await().untilAsserted(
                        () -> assertThat(owner(node(PROVIDER))).isPositive().isNotEqualTo(first));
        await().until(registry::available);
        URL second = PROVIDER.withPort(20881);
        peer.create().forPath(node(second));
        await().untilAsserted(
                        () ->
                                assertThat(heard.providers())
                                        .containsExactly("192.0.2.1:20880", "192.0.2.1:20881"));
    }

    /** A second client takes the session over and closes it: for the first one it has expired. */
    private void endSession(ZooKeeperBackend backend) throws Exception {
        ZooKeeper victim = backend.client().getZookeeperClient().getZooKeeper();
        ZooKeeper thief =
                new ZooKeeper(
                        server.connectString(),
                        5000,
                        event -> {},
                        victim.getSessionId(),
                        victim.getSessionPasswd());
        await().until(() -> thief.getState().isConnected());
        thief.close();
    }

    @Test
    void whatSomebodyDeletesStaysDeletedAndIsHeardWhenItComesBack() throws Exception {
        Registry registry = connect("");
        Heard heard = new Heard();
        registry.register(PROVIDER);
        registry.subscribe(CONSUMER, heard);

        peer.delete().deletingChildrenIfNeeded().forPath("/dubbo/demo.Echo");

        await().until(() -> heard.providers().isEmpty());
        assertThat(peer.checkExists().forPath("/dubbo/demo.Echo")).isNull();
        connect("").register(PROVIDER.withPort(20881));
        await().untilAsserted(
                        () -> assertThat(heard.providers()).containsExactly("192.0.2.1:20881"));
    }

    @Test
    void nodesThatAreNoUrlsAreSkipped() throws Exception {
        connect("").register(PROVIDER);
        for (String bad :
                List.of(
                        "garbage",
                        "%zz",
                        "%",
                        "dubbo%3A%2F%2F",
                        "%3A%2F%2F192.0.2.1",
                        "dubbo%3A%2F%2F192.0.2.1%3Aport%2Fdemo.Echo",
                        "dubbo%3A%2F%2F192.0.2.1%3A99999%2Fdemo.Echo",
                        "dubbo%3A%2F%2Fa%40b%40192.0.2.1%3A1%2Fdemo.Echo",
                        "empty%3A%2F%2F192.0.2.1%2Fdemo.Echo%3Fcategory%3Dproviders",
                        "x".repeat(5000))) {
            peer.create().forPath("/dubbo/demo.Echo/providers/" + bad);
        }

        Heard heard = new Heard();
        connect("").subscribe(CONSUMER, heard);

        assertThat(heard.last("providers")).containsExactly(PROVIDER);
    }

    @Test
    void withCredentialsNobodyElseMayReadOrWrite() throws Exception {
        connect("&username=redub&password=secret").register(PROVIDER);
        Heard heard = new Heard();
        Registry insider = connect("&username=redub&password=secret");
        insider.subscribe(CONSUMER, heard);

        assertThat(heard.last("providers")).containsExactly(PROVIDER);
        assertThatThrownBy(() -> peer.getChildren().forPath("/dubbo/demo.Echo/providers"))
                .isInstanceOf(KeeperException.NoAuthException.class);
        Registry stranger = connect("");
        assertThatThrownBy(() -> stranger.subscribe(CONSUMER, new Heard()))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.getCode()).isEqualTo(StatusCode.REGISTRY.number()))
                .hasMessageContaining("NoAuth");
        assertThatThrownBy(() -> stranger.register(PROVIDER.withPort(1)))
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theSecondOfSeveralServersIsEnough() {
        URL address =
                URL.valueOf(
                        "zookeeper://127.0.0.1:1?file-cache=false&backup="
                                + server.connectString());
        Registry registry = new ZooKeeperRegistryFactory().connect(address);
        open.add(registry);

        registry.register(PROVIDER);

        assertThat(registry.available()).isTrue();
    }

    @Test
    void wrongSettingsAreNamedAtOnce() {
        Stream.of("session=-1", "timeout=soon", "retry.period=0")
                .forEach(
                        setting ->
                                assertThatThrownBy(() -> connect("&" + setting))
                                        .as(setting)
                                        .isInstanceOfSatisfying(
                                                RpcException.class,
                                                e ->
                                                        assertThat(e.getCode())
                                                                .isEqualTo(
                                                                        StatusCode.CONFIGURATION
                                                                                .number()))
                                        .hasMessageContaining(
                                                setting.substring(0, setting.indexOf('='))));
    }
}
