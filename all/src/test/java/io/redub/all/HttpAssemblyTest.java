package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.ProtocolConfig;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.GenericService;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service under dubbo and http at once, with the same filters, found as users find it. */
class HttpAssemblyTest {
    /** The service. */
    public interface Bank {
        long balance(String account);

        CompletableFuture<String> later(String account);

        String caller();

        String hold() throws InterruptedException;

        void fail(String why) throws Overdrawn;
    }

    /** Declared by the service. */
    public static final class Overdrawn extends Exception {
        private static final long serialVersionUID = 1L;

        public Overdrawn(String message) {
            super(message);
        }
    }

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final List<AutoCloseable> all = new ArrayList<>();

    private final class BankBean implements Bank {
        @Override
        public long balance(String account) {
            return account.length();
        }

        @Override
        public CompletableFuture<String> later(String account) {
            return CompletableFuture.supplyAsync(() -> account);
        }

        @Override
        public String caller() {
            return RpcContext.get().caller() + " " + RpcContext.get().attachment("user");
        }

        @Override
        public String hold() throws InterruptedException {
            held.incrementAndGet();
            open.await();
            return "held";
        }

        @Override
        public void fail(String why) throws Overdrawn {
            throw new Overdrawn(why);
        }
    }

    @AfterEach
    void close() throws Exception {
        open.countDown();
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
    }

    private <T extends AutoCloseable> T kept(T each) {
        all.add(each);
        return each;
    }

    private RedubBootstrap provider(ServiceConfig<Bank> service, String... registry) {
        RedubBootstrap provider =
                RedubBootstrap.application("bank")
                        .host("127.0.0.1")
                        .protocol("dubbo", 0)
                        .protocol("http", 0);
        for (String each : registry) {
            provider.registry(each);
        }
        return kept(provider.service(service).start());
    }

    private Bank refer(ReferenceConfig<Bank> reference, String... registry) {
        RedubBootstrap consumer = RedubBootstrap.application("teller").shutdownHook(false);
        for (String each : registry) {
            consumer.registry(each);
        }
        return kept(consumer.start()).refer(reference);
    }

    private static HttpResponse<String> post(int port, String method, String json, String... more)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/"
                                                + Bank.class.getName()
                                                + "/"
                                                + method))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        if (more.length > 0) {
            request.headers(more);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aReferenceFindsItInTheRegistryByProtocol(@TempDir Path folder) throws Exception {
        EmbeddedZooKeeper zooKeeper = kept(EmbeddedZooKeeper.start(folder.resolve("zk"), 0));
        String registry = "zookeeper://" + zooKeeper.connectString();
        provider(ServiceConfig.of(Bank.class, new BankBean()).set("token", "true"), registry);
        for (String protocol : List.of("http", "dubbo")) {
            Bank bank =
                    refer(
                            ReferenceConfig.of(Bank.class)
                                    .set("protocol", protocol)
                                    .set("timeout", "5000"),
                            registry);
            assertThat(bank.balance("four")).as(protocol).isEqualTo(4);
            assertThat(bank.later("x").get(5, TimeUnit.SECONDS)).isEqualTo("x");
            RpcContext.get().attach("user", "ann");
            assertThat(bank.caller()).startsWith("127.0.0.1:").endsWith(" ann");
            assertThatThrownBy(() -> bank.fail("broke"))
                    .isInstanceOf(Overdrawn.class)
                    .hasMessage("broke");
        }
    }

    @Test
    void theTokenIsAskedForByHttpToo() throws Exception {
        int port =
                provider(ServiceConfig.of(Bank.class, new BankBean()).set("token", "s3cr3t"))
                        .port("http");
        HttpResponse<String> without = post(port, "balance", "[\"a\"]");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(without.body()).contains("\"code\":13").doesNotContain("s3cr3t");
        assertThat(post(port, "balance", "[\"a\"]", "authorization", "Bearer s3cr3t").body())
                .isEqualTo("1");
        Bank stranger =
                refer(
                        ReferenceConfig.of(Bank.class)
                                .url("http://127.0.0.1:" + port)
                                .set("timeout", "5000"));
        assertThatThrownBy(() -> stranger.balance("a"))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.UNAUTHORIZED));
    }

    @Test
    void limitsHoldByHttpToo() throws Exception {
        int port =
                provider(
                                ServiceConfig.of(Bank.class, new BankBean())
                                        .method("hold", method -> method.set("executes", "1")))
                        .port("http");
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return post(port, "hold", "[]");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await().untilAsserted(() -> assertThat(held).hasValue(1));
        HttpResponse<String> second = post(port, "hold", "[]");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("\"code\":7", "executes");
        open.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS).body()).isEqualTo("\"held\"");
    }

    @Test
    void aStopWaitsForCallsUnderWay() throws Exception {
        RedubBootstrap provider = provider(ServiceConfig.of(Bank.class, new BankBean()));
        int port = provider.port("http");
        Bank bank =
                refer(
                        ReferenceConfig.of(Bank.class)
                                .url("http://127.0.0.1:" + port)
                                .set("timeout", "9000"));
        CompletableFuture<String> call =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return bank.hold();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await().untilAsserted(() -> assertThat(held).hasValue(1));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(provider::close);
        assertThat(stop).isNotDone();
        open.countDown();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("held");
        stop.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aGenericReferenceCallsByHttpToo() throws Exception {
        int port = provider(ServiceConfig.of(Bank.class, new BankBean())).port("http");
        RedubBootstrap consumer = kept(RedubBootstrap.application("teller").start());
        GenericService bank =
                consumer.refer(
                        ReferenceConfig.generic(Bank.class.getName())
                                .url("http://127.0.0.1:" + port)
                                .timeout(Duration.ofSeconds(5)));
        assertThat(
                        bank.$invoke(
                                "balance",
                                new String[] {"java.lang.String"},
                                new Object[] {"four"}))
                .isIn(4, 4L);
    }

    @Test
    void protocolsOverHttpShareAPortAndOthersDoNot() {
        RedubBootstrap shared =
                RedubBootstrap.application("bank")
                        .protocol(ProtocolConfig.of("http").port(0).set("describe", "false"))
                        .service(ServiceConfig.of(Bank.class, new BankBean()));
        int port = kept(shared.start()).port("http");
        RedubBootstrap other =
                RedubBootstrap.application("other")
                        .protocol("dubbo", port)
                        .service(ServiceConfig.of(Bank.class, new BankBean()));
        assertThatThrownBy(() -> kept(other).start())
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION));
        RedubBootstrap alias =
                RedubBootstrap.application("alias")
                        .protocol("http", port, Map.of())
                        .protocol("jsonrpc", port, Map.of())
                        .service(
                                ServiceConfig.of(Bank.class, new BankBean())
                                        .group("second")
                                        .protocols("http"))
                        .service(
                                ServiceConfig.of(Bank.class, new BankBean())
                                        .group("third")
                                        .protocols("jsonrpc"));
        kept(alias).start();
        assertThat(alias.port("jsonrpc")).isEqualTo(port);
        for (String group : List.of("second", "third")) {
            Bank bank =
                    refer(
                            ReferenceConfig.of(Bank.class)
                                    .group(group)
                                    .url("jsonrpc://127.0.0.1:" + port)
                                    .set("timeout", "5000"));
            assertThat(bank.balance("four")).isEqualTo(4);
        }
    }
}
