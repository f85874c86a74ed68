package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.redub.service.CallTimes;
import io.redub.service.Origin;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls that time out for different reasons, and calls whose callers go: with real sockets. */
class WhereTheTimeWentTest {
    /** The service. */
    public interface Work {
        String pass(String text);

        String hold(String text);

        CompletableFuture<String> later(String text);
    }

    /** Notes every call that begins; {@code hold} waits for the gate. */
    static final class WorkBean implements Work {
        final Semaphore gate = new Semaphore(0);
        final List<String> begun = new CopyOnWriteArrayList<>();

        @Override
        public String pass(String text) {
            begun.add(text);
            return text;
        }

        @Override
        public String hold(String text) {
            begun.add(text);
            try {
                if (!gate.tryAcquire(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the gate stayed shut");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return text;
        }

        @Override
        public CompletableFuture<String> later(String text) {
            begun.add(text);
            return CompletableFuture.completedFuture(text);
        }
    }

    private static final Duration SHORT = Duration.ofMillis(600);

    private static WorkBean bean;
    private static RedubBootstrap provider;
    private static RedubBootstrap consumer;
    private static Work patient;

    @BeforeAll
    static void start() {
        bean = new WorkBean();
        provider = provider(bean);
        consumer = RedubBootstrap.application("asking");
        patient = refer(provider.port("dubbo"), Duration.ofSeconds(30));
        assertThat(patient.pass("warm")).isEqualTo("warm");
    }

    private static RedubBootstrap provider(Work work) {
        return RedubBootstrap.application("working")
                .protocol("dubbo", 0, Map.of("threads", "1"))
                .host("127.0.0.1")
                .service(ServiceConfig.of(Work.class, work))
                .start();
    }

    private static Work refer(int port, Duration timeout) {
        return consumer.refer(
                ReferenceConfig.of(Work.class)
                        .url("dubbo://127.0.0.1:" + port)
                        .retries(0)
                        .timeout(timeout));
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(patient.pass("still there")).isEqualTo("still there");
        bean.gate.drainPermits();
        bean.begun.clear();
    }

    private static RpcException timeout(ThrowingCallable call) {
        RpcException failure = catchThrowableOfType(RpcException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.status().code()).as("%s", failure).isEqualTo(StatusCode.TIMEOUT);
        return failure;
    }

    private static CallTimes times(RpcException failure) {
        CallTimes times = failure.status().times();
        assertThat(times).as("%s", failure).isNotNull();
        return times;
    }

    private static CompletableFuture<String> holdTheOnlyThread() {
        CompletableFuture<String> held = RpcContext.get().asyncCall(() -> patient.hold("first"));
        await().untilAsserted(() -> assertThat(bean.begun).contains("first"));
        return held;
    }

    private static long dropped() {
        return provider.monitor().counter(Work.class.getName(), "calls.dropped").sum();
    }

    @Test
    void aBusyPoolIsTimeWaitingForAThread() {
        CompletableFuture<String> held = holdTheOnlyThread();
        Work hurried = refer(provider.port("dubbo"), SHORT);
        long before = dropped();
        RpcException failure = timeout(() -> hurried.pass("second"));
        bean.gate.release();
        assertThat(held.join()).isEqualTo("first");
        assertThat(failure)
                .hasMessageContaining("timed out after")
                .hasMessageContaining("(limit 600 ms)")
                .hasMessageContaining("waiting for a thread of the provider, and still waiting");
        CallTimes times = times(failure);
        assertThat(times.waited()).isGreaterThan(Duration.ofMillis(250));
        assertThat(times.ran()).isNull();
        assertThat(times.wire()).isLessThan(Duration.ofMillis(200));
        assertThat(patient.pass("third")).isEqualTo("third");
        assertThat(bean.begun).as("the late one is dropped").doesNotContain("second");
        assertThat(dropped()).isEqualTo(before + 1);
    }

    @Test
    void aSlowMethodIsTimeBeingExecuted() {
        Work hurried = refer(provider.port("dubbo"), SHORT);
        RpcException failure = timeout(() -> hurried.hold("slow"));
        bean.gate.release();
        assertThat(failure).hasMessageContaining("being executed, and still running when");
        CallTimes times = times(failure);
        assertThat(times.ran()).isGreaterThan(Duration.ofMillis(250));
        assertThat(times.waited()).isLessThan(Duration.ofMillis(200));
        assertThat(failure.status().origin()).isEqualTo(Origin.AFTER_SEND);
    }

    @Test
    void waitingAndExecutionAreToldApart() {
        CompletableFuture<String> held = holdTheOnlyThread();
        Work hurried = refer(provider.port("dubbo"), Duration.ofMillis(1_200));
        CompletableFuture<String> slow = RpcContext.get().asyncCall(() -> hurried.hold("second"));
        CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS).execute(bean.gate::release);
        assertThat(held.join()).isEqualTo("first");
        RpcException failure =
                (RpcException)
                        catchThrowableOfType(CompletionException.class, slow::join).getCause();
        bean.gate.release();
        CallTimes times = times(failure);
        assertThat(times.waited()).isGreaterThan(Duration.ofMillis(200));
        assertThat(times.ran()).isGreaterThan(Duration.ofMillis(200));
        assertThat(times.waited().plus(times.ran())).isLessThan(times.elapsed());
    }

    @Test
    void aPausedProviderGivesNoSignOfLife() throws Exception {
        Process paused = child();
        try (BufferedReader told =
                new BufferedReader(
                        new InputStreamReader(paused.getInputStream(), StandardCharsets.UTF_8))) {
            String line = told.readLine();
            while (!line.startsWith("port ")) {
                line = told.readLine();
            }
            Work hurried = refer(Integer.parseInt(line.substring("port ".length())), SHORT);
            await().ignoreExceptions().until(() -> hurried.pass("warm").equals("warm"));
            signal("STOP", paused);
            RpcException failure = timeout(() -> hurried.pass("paused"));
            assertThat(failure)
                    .hasMessageContaining("did not answer a heartbeat")
                    .hasMessageContaining("its process is paused, or the network is slow");
            assertThat(times(failure).wire()).isNull();
            signal("CONT", paused);
            await().ignoreExceptions().until(() -> hurried.pass("again").equals("again"));
        } finally {
            paused.destroyForcibly();
        }
    }

    private static Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** A provider in a process of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            System.out.println("port " + provider(new WorkBean()).port("dubbo"));
            Thread.sleep(60_000);
            System.exit(1);
        }
    }

    @Test
    void aConnectionThatTakesNoMoreIsTimeInTheQueueAndBeforeSending() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> accepted = new CopyOnWriteArrayList<>();
            Work hurried = refer(deaf.getLocalPort(), SHORT);
            accepted.add(deaf.accept());
            String large = "x".repeat(4 << 20);
            List<CompletableFuture<String>> full = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 4; i++) {
                full.add(RpcContext.get().asyncCall(() -> hurried.pass(large)));
            }
            RpcException failure = timeout(() -> hurried.pass("behind"));
            assertThat(failure.status().origin()).isEqualTo(Origin.BEFORE_SEND);
            assertThat(failure)
                    .hasMessageContaining("queue for the connection, which took no more");
            assertThat(times(failure).queued()).isEqualTo(times(failure).elapsed());
            assertThat(full).allMatch(each -> each.handle((value, fault) -> fault != null).join());
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItBeginsDoesNotBegin() {
        CompletableFuture<String> held = holdTheOnlyThread();
        long before = dropped();
        CompletableFuture<String> unwanted = patient.later("unwanted");
        CompletableFuture<String> wanted = patient.later("wanted");
        // All on one connection: the provider has what was sent before this when it has this.
        Work hurried = refer(provider.port("dubbo"), SHORT);
        assertThat(times(timeout(() -> hurried.pass("late"))).waited()).isNotNull();
        assertThat(unwanted.cancel(true)).isTrue();
        assertThat(times(timeout(() -> hurried.pass("late"))).waited()).isNotNull();
        CompletableFuture<String> last = patient.later("last");
        bean.gate.release();
        assertThat(held.join()).isEqualTo("first");
        assertThat(wanted.join()).isEqualTo("wanted");
        assertThat(last.join()).isEqualTo("last");
        assertThat(bean.begun).contains("wanted", "last").doesNotContain("unwanted", "late");
        assertThat(dropped()).isEqualTo(before + 3);
    }

    @Test
    void aCallThatIsCancelledWhileItRunsRunsOnUnheard() {
        CompletableFuture<String> running = RpcContext.get().asyncCall(() -> patient.hold("run"));
        await().untilAsserted(() -> assertThat(bean.begun).contains("run"));
        assertThat(running.cancel(true)).isTrue();
        bean.gate.release();
        assertThat(patient.pass("next")).isEqualTo("next");
        assertThat(running).isCancelled();
        assertThat(active()).isZero();
    }

    private static long active() {
        return consumer.monitor().statistics().stream().mapToLong(each -> each.active()).sum();
    }

    @Test
    void workWhoseConnectionIsGoneIsNotBegun() throws IOException {
        CompletableFuture<String> held = holdTheOnlyThread();
        long before = dropped();
        try (RawPeer peer = RawPeer.connect(provider.port("dubbo"))) {
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, pass("orphan")));
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_CALL, 0, 2, pass("one-way")));
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 3, new byte[] {'N'}));
            assertThat(peer.receive()).as("all are received").isNotNull();
        }
        Work other = refer(provider.port("dubbo"), Duration.ofSeconds(29));
        CompletableFuture<String> later = other.later("later");
        bean.gate.release();
        assertThat(held.join()).isEqualTo("first");
        assertThat(later.join()).isEqualTo("later");
        assertThat(bean.begun).contains("one-way").doesNotContain("orphan");
        assertThat(dropped()).isEqualTo(before + 1);
    }

    @Test
    void aCallThatAPeerWithdrawsIsNeitherBegunNorAnswered() throws IOException {
        CompletableFuture<String> held = holdTheOnlyThread();
        try (RawPeer peer = RawPeer.connect(provider.port("dubbo"))) {
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 7, pass("withdrawn")));
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 8, pass("kept")));
            byte[] nothing = {'N'};
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_EVENT, 2, 7, nothing));
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_EVENT, 0, 8, nothing));
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_EVENT, 2, 9, nothing));
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 3, nothing));
            assertThat(peer.receive().id()).isEqualTo(3);
            bean.gate.release();
            assertThat(peer.receive().id()).isEqualTo(8);
        }
        assertThat(held.join()).isEqualTo("first");
        assertThat(bean.begun).containsExactly("first", "kept");
    }

    private static byte[] pass(String text) {
        return RawPeer.request(
                Work.class.getName(), "0.0.0", "pass", "Ljava/lang/String;", RawPeer.string(text));
    }

    @Test
    void aPeerThatAsksAfterACallIsToldAndADubboPeerSeesAHeartbeat() throws IOException {
        CompletableFuture<String> held = holdTheOnlyThread();
        try (RawPeer peer = RawPeer.connect(provider.port("dubbo"))) {
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 7, pass("queued")));
            byte[] nothing = {'N'};
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 7, nothing));
            assertThat(peer.receive().hex()).as("a plain one").isEqualTo("4e");
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 1, 7, nothing));
            RawPeer.Frame told = peer.receive();
            assertThat(told.flags()).isEqualTo(0x22);
            assertThat(told.id()).isEqualTo(7);
            assertThat(told.body()).hasSize(13).startsWith(0);
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 1, 8, nothing));
            assertThat(peer.receive().hex()).as("of an unknown call").isEqualTo("4e");
            bean.gate.release();
            assertThat(peer.receive().id()).isEqualTo(7);
        }
        assertThat(held.join()).isEqualTo("first");
    }
}
