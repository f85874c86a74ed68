package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webservice protocol with everything around it, as users find it. */
class WebserviceAssemblyTest {
    /** The service. */
    public interface Clinic {
        long size(String name);

        CompletableFuture<String> later(String name);

        String caller();

        String hold() throws InterruptedException;

        void treat(String name) throws Closed;
    }

    /** One that XML cannot carry. */
    public interface Odd {
        void put(Locale locale);
    }

    /** A declared exception. */
    public static final class Closed extends Exception {
        private static final long serialVersionUID = 1L;

        public Closed(String message) {
            super(message);
        }
    }

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final List<AutoCloseable> all = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final class ClinicBean implements Clinic {
        @Override
        public long size(String name) {
            return name.length();
        }

        @Override
        public CompletableFuture<String> later(String name) {
            return CompletableFuture.supplyAsync(() -> name, threads);
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
        public void treat(String name) throws Closed {
            throw new Closed("closed to " + name);
        }
    }

    @AfterEach
    void close() throws Exception {
        open.countDown();
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
        threads.shutdownNow();
    }

    private <T extends AutoCloseable> T kept(T each) {
        all.add(each);
        return each;
    }

    private RedubBootstrap provider(ServiceConfig<Clinic> service, String... registry) {
        RedubBootstrap provider =
                RedubBootstrap.application("clinic").host("127.0.0.1").protocol("webservice", 0);
        for (String each : registry) {
            provider.registry(each);
        }
        return kept(provider.service(service).start());
    }

    private Clinic refer(ReferenceConfig<Clinic> reference, String... registry) {
        RedubBootstrap consumer = RedubBootstrap.application("patient").shutdownHook(false);
        for (String each : registry) {
            consumer.registry(each);
        }
        return kept(consumer.start()).refer(reference.set("timeout", "9000"));
    }

    private Clinic at(int port) {
        return refer(ReferenceConfig.of(Clinic.class).url("webservice://127.0.0.1:" + port));
    }

    private static void refused(StatusCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.status().code()).isEqualTo(code));
    }

    private static String held(Clinic clinic) {
        try {
            return clinic.hold();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReferenceFindsItInTheRegistry(@TempDir Path folder) throws Exception {
        EmbeddedZooKeeper zooKeeper = kept(EmbeddedZooKeeper.start(folder.resolve("zk"), 0));
        String registry = "zookeeper://" + zooKeeper.connectString();
        provider(ServiceConfig.of(Clinic.class, new ClinicBean()).set("token", "true"), registry);
        Clinic clinic =
                refer(
                        ReferenceConfig.of(Clinic.class)
                                .set("protocol", "webservice")
                                .set("soap", "1.2"),
                        registry);
        assertThat(clinic.size("four")).isEqualTo(4);
        assertThat(clinic.later("x").get(5, TimeUnit.SECONDS)).isEqualTo("x");
        RpcContext.get().attach("user", "ann");
        assertThat(clinic.caller()).startsWith("127.0.0.1:").endsWith(" ann");
        assertThatThrownBy(() -> clinic.treat("ann"))
                .isExactlyInstanceOf(Closed.class)
                .hasMessage("closed to ann");
    }

    @Test
    void theTokenAndLimitsHold() throws Exception {
        int port =
                provider(ServiceConfig.of(Clinic.class, new ClinicBean()).set("token", "s3cr3t"))
                        .port("webservice");
        Clinic stranger = at(port);
        refused(StatusCode.UNAUTHORIZED, () -> stranger.size("a"));
        int limited =
                provider(
                                ServiceConfig.of(Clinic.class, new ClinicBean())
                                        .method("hold", method -> method.set("executes", "1")))
                        .port("webservice");
        Clinic clinic =
                refer(
                        ReferenceConfig.of(Clinic.class)
                                .url("webservice://127.0.0.1:" + limited)
                                .set("retries", "0"));
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> held(clinic), threads);
        await().untilAsserted(() -> assertThat(held).hasValue(1));
        refused(StatusCode.LIMIT_EXCEEDED, () -> held(clinic));
        open.countDown();
        assertThat(first.get(9, TimeUnit.SECONDS)).isEqualTo("held");
    }

    @Test
    void aStopWaitsForCallsUnderWay() throws Exception {
        RedubBootstrap provider = provider(ServiceConfig.of(Clinic.class, new ClinicBean()));
        Clinic clinic = at(provider.port("webservice"));
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> held(clinic), threads);
        await().untilAsserted(() -> assertThat(held).hasValue(1));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(provider::close, threads);
        assertThat(stop).isNotDone();
        open.countDown();
        assertThat(call.get(9, TimeUnit.SECONDS)).isEqualTo("held");
        stop.get(9, TimeUnit.SECONDS);
    }

    @Test
    void aSignatureThatCannotBeCarriedIsAnErrorAtStart() {
        RedubBootstrap provider =
                RedubBootstrap.application("clinic")
                        .host("127.0.0.1")
                        .protocol("webservice", 0)
                        .service(ServiceConfig.of(Odd.class, locale -> {}));
        all.add(provider);
        assertThatThrownBy(provider::start)
                .hasStackTraceContaining("Odd.put(java.util.Locale)")
                .hasStackTraceContaining("cannot be carried by a web service");
    }

    private static String answer(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** One object under four protocols, three of them on the same port and path. */
    @Test
    void itSharesThePortAndThePathOfOtherProtocols() throws Exception {
        int port = provider(ServiceConfig.of(Clinic.class, new ClinicBean())).port("webservice");
        RedubBootstrap other =
                RedubBootstrap.application("other")
                        .host("127.0.0.1")
                        .protocol("http", port)
                        .protocol("hessian", port)
                        .protocol("dubbo", 0)
                        .service(
                                ServiceConfig.of(Clinic.class, new ClinicBean())
                                        .protocols("http", "hessian", "dubbo"));
        kept(other.start());
        String path = "http://127.0.0.1:" + port + "/" + Clinic.class.getName();
        assertThat(
                        answer(
                                HttpRequest.newBuilder(URI.create(path + "/size"))
                                        .header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("[\"four\"]"))))
                .isEqualTo("4");
        assertThat(answer(HttpRequest.newBuilder(URI.create(path + "?wsdl"))))
                .contains("wsdl:definitions", "location=\"" + path.replace("$", "%24") + "\"");
        assertThat(at(port).size("four")).isEqualTo(4);
        Clinic hessian = refer(ReferenceConfig.of(Clinic.class).url("hessian://127.0.0.1:" + port));
        assertThat(hessian.size("four")).isEqualTo(4);
    }

    @Test
    void httpLeavesTheDescriptionOfASharedPathToIt() throws Exception {
        RedubBootstrap both =
                RedubBootstrap.application("clinic")
                        .host("127.0.0.1")
                        .protocol("http", 0)
                        .service(ServiceConfig.of(Clinic.class, new ClinicBean()));
        int port = kept(both.start()).port("http");
        String path = "http://127.0.0.1:" + port + "/" + Clinic.class.getName();
        assertThat(answer(HttpRequest.newBuilder(URI.create(path)))).contains("405");
        RedubBootstrap soap =
                RedubBootstrap.application("soap")
                        .host("127.0.0.1")
                        .protocol("webservice", port)
                        .service(ServiceConfig.of(Clinic.class, new ClinicBean()));
        kept(soap.start());
        assertThat(answer(HttpRequest.newBuilder(URI.create(path + "?WSDL"))))
                .contains("wsdl:definitions");
        assertThat(answer(HttpRequest.newBuilder(URI.create(path)))).contains("405");
    }
}
