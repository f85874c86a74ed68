package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.GenericService;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hessian protocol with everything around it, as users find it. */
class HessianAssemblyTest {
    /** The service. */
    public interface Vault {
        long size(String name);

        CompletableFuture<String> later(String name);

        String caller();

        String hold() throws InterruptedException;

        String read(InputStream content) throws IOException;
    }

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final List<AutoCloseable> all = new ArrayList<>();

    private final class VaultBean implements Vault {
        @Override
        public long size(String name) {
            return name.length();
        }

        @Override
        public CompletableFuture<String> later(String name) {
            return CompletableFuture.supplyAsync(() -> name);
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
        public String read(InputStream content) throws IOException {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
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

    private RedubBootstrap provider(ServiceConfig<Vault> service, String... registry) {
        RedubBootstrap provider =
                RedubBootstrap.application("bank").host("127.0.0.1").protocol("hessian", 0);
        for (String each : registry) {
            provider.registry(each);
        }
        return kept(provider.service(service).start());
    }

    private Vault refer(ReferenceConfig<Vault> reference, String... registry) {
        RedubBootstrap consumer = RedubBootstrap.application("teller").shutdownHook(false);
        for (String each : registry) {
            consumer.registry(each);
        }
        return kept(consumer.start()).refer(reference.set("timeout", "9000"));
    }

    private Vault at(int port) {
        return refer(ReferenceConfig.of(Vault.class).url("hessian://127.0.0.1:" + port));
    }

    private static void refused(StatusCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.status().code()).isEqualTo(code));
    }

    @Test
    void aReferenceFindsItInTheRegistry(@TempDir Path folder) throws Exception {
        EmbeddedZooKeeper zooKeeper = kept(EmbeddedZooKeeper.start(folder.resolve("zk"), 0));
        String registry = "zookeeper://" + zooKeeper.connectString();
        provider(ServiceConfig.of(Vault.class, new VaultBean()).set("token", "true"), registry);
        Vault vault = refer(ReferenceConfig.of(Vault.class), registry);
        assertThat(vault.size("four")).isEqualTo(4);
        assertThat(vault.later("x").get(5, TimeUnit.SECONDS)).isEqualTo("x");
        RpcContext.get().attach("user", "ann");
        assertThat(vault.caller()).startsWith("127.0.0.1:").endsWith(" ann");
        assertThat(vault.read(new ByteArrayInputStream(new byte[] {'a', 'b'}))).isEqualTo("ab");
    }

    @Test
    void theTokenAndLimitsHold() throws Exception {
        int port =
                provider(ServiceConfig.of(Vault.class, new VaultBean()).set("token", "s3cr3t"))
                        .port("hessian");
        Vault stranger = at(port);
        refused(StatusCode.UNAUTHORIZED, () -> stranger.size("a"));
        int limited =
                provider(
                                ServiceConfig.of(Vault.class, new VaultBean())
                                        .method("hold", method -> method.set("executes", "1")))
                        .port("hessian");
        Vault vault =
                refer(
                        ReferenceConfig.of(Vault.class)
                                .url("hessian://127.0.0.1:" + limited)
                                .set("retries", "0"));
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> held(vault));
        await().untilAsserted(() -> assertThat(held).hasValue(1));
        refused(StatusCode.LIMIT_EXCEEDED, () -> held(vault));
        open.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("held");
    }

    private static String held(Vault vault) {
        try {
            return vault.hold();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStopWaitsForCallsUnderWay() throws Exception {
        RedubBootstrap provider = provider(ServiceConfig.of(Vault.class, new VaultBean()));
        Vault vault = at(provider.port("hessian"));
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> held(vault));
        await().untilAsserted(() -> assertThat(held).hasValue(1));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(provider::close);
        assertThat(stop).isNotDone();
        open.countDown();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("held");
        stop.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aGenericReferenceCalls() throws Exception {
        int port = provider(ServiceConfig.of(Vault.class, new VaultBean())).port("hessian");
        RedubBootstrap consumer = kept(RedubBootstrap.application("teller").start());
        GenericService vault =
                consumer.refer(
                        ReferenceConfig.generic(Vault.class.getName())
                                .url("hessian://127.0.0.1:" + port)
                                .timeout(Duration.ofSeconds(5)));
        assertThat(vault.$invoke("size", new String[] {"java.lang.String"}, new Object[] {"four"}))
                .isIn(4, 4L);
    }

    @Test
    void httpSharesThePortAndThePath() throws Exception {
        int port = provider(ServiceConfig.of(Vault.class, new VaultBean())).port("hessian");
        RedubBootstrap other =
                RedubBootstrap.application("other")
                        .host("127.0.0.1")
                        .protocol("http", port)
                        .service(ServiceConfig.of(Vault.class, new VaultBean()).protocols("http"));
        kept(other.start());
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + port
                                                                + "/"
                                                                + Vault.class.getName()
                                                                + "/size"))
                                        .header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("[\"four\"]"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("4");
        assertThat(at(port).size("four")).isEqualTo(4);
    }
}
