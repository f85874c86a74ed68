package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.redub.service.GenericService;
import io.redub.service.Invocation;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Limits of providers and consumers, the access log, deprecation: over real connections. */
class LimitsTest {
    public interface Gate {
        CompletableFuture<String> enter(String who);

        String pass(String who);
    }

    /** Keeps everybody who enters until they are let out. */
    private static final class HeldGate implements Gate {
        final List<CompletableFuture<String>> held = new CopyOnWriteArrayList<>();
        final AtomicInteger entered = new AtomicInteger();

        @Override
        public CompletableFuture<String> enter(String who) {
            entered.incrementAndGet();
            CompletableFuture<String> answer = new CompletableFuture<>();
            held.add(answer);
            return answer;
        }

        @Override
        public String pass(String who) {
            return who;
        }
    }

    private final HeldGate gate = new HeldGate();
    private final RedubBootstrap app =
            RedubBootstrap.application("limits-test")
                    .shutdownHook(false)
                    .shutdownWait(Duration.ZERO)
                    .host("127.0.0.1")
                    .protocol("dubbo", 0);

    @TempDir Path folder;

    @AfterEach
    void close() {
        gate.held.forEach(answer -> answer.complete("end"));
        app.close();
    }

    private void export(UnaryOperator<ServiceConfig<Gate>> settings) {
        app.service(settings.apply(ServiceConfig.of(Gate.class, gate))).start();
    }

    private ReferenceConfig<Gate> reference() {
        return ReferenceConfig.of(Gate.class)
                .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                .timeout(Duration.ofSeconds(10))
                .retries(0);
    }

    private static StatusCode code(Throwable thrown) {
        Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
        return ((RpcException) cause).status().code();
    }

    @Test
    void aProviderServesNoMoreAtOnceThanItsLimitAndRefusesTheRest() throws Exception {
        export(s -> s.method("enter", m -> m.parameter("executes", "2")));
        Gate remote = app.refer(reference());
        CompletableFuture<String> first = remote.enter("a");
        await().until(() -> gate.held.size() == 1);
        CompletableFuture<String> second = remote.enter("b");
        await().until(() -> gate.held.size() == 2);
        assertThatThrownBy(() -> remote.enter("c").get(10, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(code(e)).isEqualTo(StatusCode.LIMIT_EXCEEDED))
                .hasMessageContaining("enter serves 2 calls")
                .hasMessageContaining("'executes'");
        assertThat(remote.pass("other")).isEqualTo("other");
        gate.held.get(0).complete("out");
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("out");
        CompletableFuture<String> next = remote.enter("d");
        await().until(() -> gate.held.size() == 3);
        gate.held.get(1).complete("b out");
        gate.held.get(2).complete("d out");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("b out");
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("d out");
        assertThat(gate.entered).hasValue(3);
    }

    @Test
    void aGenericCallIsLimitedAsTheMethodItMeans() throws Exception {
        export(s -> s.method("enter", m -> m.parameter("executes", "1")));
        GenericService generic =
                app.refer(
                        ReferenceConfig.generic(Gate.class.getName())
                                .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                                .retries(0));
        app.refer(reference()).enter("a");
        await().until(() -> gate.held.size() == 1);
        String[] types = {"java.lang.String"};
        assertThatThrownBy(() -> generic.$invoke("enter", types, new Object[] {"b"}))
                .hasMessageContaining("enter serves 1 calls");
    }

    @Test
    void callsBeyondTheConsumersLimitWaitForTheirTurn() throws Exception {
        export(s -> s);
        Gate remote = app.refer(reference().parameter("actives", "1"));
        CompletableFuture<String> first = remote.enter("a");
        await().until(() -> gate.held.size() == 1);
        CompletableFuture<String> second = remote.enter("b");
        CompletableFuture<String> sync =
                CompletableFuture.supplyAsync(() -> remote.pass("not limited by enter"));
        assertThat(sync.get(10, TimeUnit.SECONDS)).isEqualTo("not limited by enter");
        assertThat(gate.entered).hasValue(1);
        gate.held.get(0).complete("a out");
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("a out");
        await().until(() -> gate.held.size() == 2);
        gate.held.get(1).complete("b out");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("b out");
    }

    @Test
    void aCallWhoseTurnDoesNotComeInTimeIsRefusedUnsent() throws Exception {
        export(s -> s);
        Gate remote = app.refer(reference().method("enter", m -> m.parameter("actives", "1")));
        remote.enter("a");
        await().until(() -> gate.held.size() == 1);
        Invocation serving =
                Invocation.of(ServiceModel.of(Gate.class).named("pass").get(0), "x")
                        .withDeadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200));
        RpcContext context = RpcContext.enter(serving, "test", Map.of());
        CompletableFuture<String> late = remote.enter("b");
        context.leave();
        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(code(e)).isEqualTo(StatusCode.LIMIT_EXCEEDED))
                .hasMessageContaining("1 calls of enter under way")
                .hasMessageContaining("none ended in time");
        assertThat(gate.entered).hasValue(1);
    }

    @Test
    void slotsAreGivenBackHoweverCallsEnd() throws Exception {
        export(s -> s);
        Gate remote =
                app.refer(
                        reference()
                                .parameter("actives", "1")
                                .timeout(Duration.ofSeconds(10))
                                .method("enter", m -> m.timeout(Duration.ofMillis(200))));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> remote.enter("x").get(10, TimeUnit.SECONDS))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(StatusCode.TIMEOUT));
        }
        List<CompletableFuture<String>> many =
                IntStream.range(0, 50)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> remote.pass("p" + i)))
                        .toList();
        for (int i = 0; i < 50; i++) {
            assertThat(many.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("p" + i);
        }
    }

    @Test
    void aProviderServesNoMoreInAnIntervalThanItsRate() {
        export(s -> s.parameter("tps", "3").parameter("tps.interval", "600000"));
        Gate remote = app.refer(reference());
        for (int i = 0; i < 3; i++) {
            assertThat(remote.pass("x")).isEqualTo("x");
        }
        assertThatThrownBy(() -> remote.pass("x"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(StatusCode.LIMIT_EXCEEDED))
                .hasMessageContaining("takes 3 calls in 600000 ms");
    }

    @Test
    void anAccessLogHasWhoWasServedAndWhoWasRefused() {
        Path file = folder.resolve("access.log");
        export(s -> s.parameter("accesslog", file.toString()).parameter("token", "secret"));
        String url = "dubbo://127.0.0.1:" + app.port("dubbo");
        assertThat(app.refer(reference().url(url + "?token=secret")).pass("x")).isEqualTo("x");
        assertThatThrownBy(() -> app.refer(reference().url(url)).pass("private"))
                .isInstanceOf(RpcException.class);
        await().untilAsserted(
                        () ->
                                assertThat(Files.readAllLines(file))
                                        .hasSize(2)
                                        .anySatisfy(line -> assertThat(line).endsWith("OK"))
                                        .anySatisfy(
                                                line ->
                                                        assertThat(line)
                                                                .contains(" 127.0.0.1:")
                                                                .contains(
                                                                        "pass(java.lang.String:7)")
                                                                .endsWith("UNAUTHORIZED")));
    }

    @Test
    void aLimitThatIsNoNumberIsAnErrorAtStart() {
        assertThatThrownBy(() -> export(s -> s.parameter("executes", "many")))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContaining("executes")
                .hasMessageContaining("many");
    }

    @Test
    void whatIsDeprecatedIsToldOnceForEachReference() {
        Logger logger = (Logger) LoggerFactory.getLogger(Deprecation.class);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        export(s -> s);
        String one = "dubbo://127.0.0.1:" + app.port("dubbo") + "?pass.deprecated=true";
        Gate remote = app.refer(reference().url(one + ";" + one));
        remote.pass("x");
        remote.pass("y");
        logger.detachAppender(seen);
        assertThat(seen.list)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.getFormattedMessage())
                                        .contains("Gate.pass is deprecated"));
    }
}
