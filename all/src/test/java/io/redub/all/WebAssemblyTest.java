package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.GenericService;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every protocol over HTTP has around it: the same as the dubbo protocol. */
class WebAssemblyTest {
    private final Bank.House house = new Bank.House();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws Exception {
        house.close();
        threads.shutdownNow();
    }

    private CompletableFuture<String> held(Bank bank) {
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> hold(bank), threads);
        await().untilAsserted(() -> assertThat(house.held).hasValue(1));
        return held;
    }

    private static String hold(Bank bank) {
        try {
            return bank.hold();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(StatusCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.status().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hessian", "webservice"})
    void aReferenceFindsItInTheRegistryByProtocol(String protocol, @TempDir Path folder)
            throws Exception {
        EmbeddedZooKeeper zooKeeper = house.kept(EmbeddedZooKeeper.start(folder.resolve("zk"), 0));
        String registry = "zookeeper://" + zooKeeper.connectString();
        house.provider(house.bank().set("token", "true"), List.of("dubbo", protocol), registry);
        for (String each : List.of(protocol, "dubbo")) {
            Bank bank = house.refer(ReferenceConfig.of(Bank.class).set("protocol", each), registry);
            assertThat(bank.balance("four")).as(each).isEqualTo(4);
            assertThat(bank.later("x").get(5, TimeUnit.SECONDS)).isEqualTo("x");
            RpcContext.get().attach("user", "ann");
            assertThat(bank.caller()).startsWith("127.0.0.1:").endsWith(" ann");
            assertThatThrownBy(() -> bank.fail("broke"))
                    .isInstanceOf(Bank.Overdrawn.class)
                    .hasMessage("broke");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hessian", "webservice"})
    void theTokenIsAskedFor(String protocol) {
        int port = house.port(protocol, house.bank().set("token", "s3cr3t"));
        Bank stranger = house.at(protocol, port);
        refused(StatusCode.UNAUTHORIZED, () -> stranger.balance("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hessian", "webservice"})
    void limitsHold(String protocol) throws Exception {
        int port =
                house.port(
                        protocol,
                        house.bank().method("hold", method -> method.set("executes", "1")));
        Bank bank =
                house.refer(
                        ReferenceConfig.of(Bank.class)
                                .url(protocol + "://127.0.0.1:" + port)
                                .set("retries", "0"),
                        "");
        CompletableFuture<String> first = held(bank);
        refused(StatusCode.LIMIT_EXCEEDED, () -> hold(bank));
        house.open();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("held");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hessian", "webservice"})
    void aStopWaitsForCallsUnderWay(String protocol) throws Exception {
        RedubBootstrap provider = house.provider(house.bank(), List.of(protocol), "");
        CompletableFuture<String> call = held(house.at(protocol, provider.port(protocol)));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(provider::close, threads);
        assertThat(stop).isNotDone();
        house.open();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("held");
        stop.get(5, TimeUnit.SECONDS);
    }

    /** A rule as Dubbo's consoles write it: a persistent node whose name is the URL. */
    private static void override(CuratorFramework admin, String parameters) throws Exception {
        String url =
                "override://0.0.0.0/"
                        + Bank.class.getName()
                        + "?category=configurators&dynamic=false&"
                        + parameters;
        admin.create()
                .creatingParentsIfNeeded()
                .forPath(
                        "/dubbo/"
                                + Bank.class.getName()
                                + "/configurators/"
                                + URLEncoder.encode(url, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hessian", "webservice", "rmi"})
    void rulesActOnCallsToCome(String protocol, @TempDir Path folder) throws Exception {
        EmbeddedZooKeeper zooKeeper = house.kept(EmbeddedZooKeeper.start(folder.resolve("zk"), 0));
        String registry = "zookeeper://" + zooKeeper.connectString();
        house.provider(house.bank(), List.of(protocol), registry);
        Bank bank =
                house.refer(
                        ReferenceConfig.of(Bank.class)
                                .set("protocol", protocol)
                                .set("retries", "0"),
                        registry);
        CuratorFramework admin =
                house.kept(
                        CuratorFrameworkFactory.newClient(
                                zooKeeper.connectString(), new RetryOneTime(100)));
        admin.start();
        assertThat(bank.balance("four")).isEqualTo(4);
        override(admin, "side=provider&tps=2&tps.interval=600000");
        await().untilAsserted(
                        () ->
                                refused(
                                        StatusCode.LIMIT_EXCEEDED,
                                        () -> {
                                            for (int i = 0; i < 5; i++) {
                                                bank.balance("a");
                                            }
                                        }));
        override(admin, "side=consumer&balance.mock=force:return+77");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(bank.balance("four")).isEqualTo(77));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hessian"})
    void aGenericReferenceCalls(String protocol) {
        int port = house.port(protocol, house.bank());
        GenericService bank =
                house.refer(
                        ReferenceConfig.generic(Bank.class.getName())
                                .url(protocol + "://127.0.0.1:" + port),
                        "");
        assertThat(
                        bank.$invoke(
                                "balance",
                                new String[] {"java.lang.String"},
                                new Object[] {"four"}))
                .isIn(4, 4L);
    }
}
