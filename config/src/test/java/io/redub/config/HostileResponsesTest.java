package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever bytes a provider answers with, a consumer's call ends by its deadline, with a value or
 * an exception that says what was wrong, and the next call is not harmed.
 */
class HostileResponsesTest {
    private static final byte[] VALUE = {(byte) 0x91, 2, 'o', 'k'};

    /** What the hostile provider pretends to be. */
    public interface Greeter {
        String greet(String name);
    }

    /** Answers one request. */
    interface Answer {
        void to(RawPeer.Frame request, RawPeer peer) throws IOException;
    }

    private final Answer honest =
            (request, peer) -> peer.send(RawPeer.frame(0x02, 20, request.id(), VALUE));
    private volatile Answer answer = honest;
    private ServerSocket server;
    private RedubBootstrap consumer;
    private Greeter greeter;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "hostile-acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
        consumer = RedubBootstrap.application("victim").start();
        greeter =
                consumer.refer(
                        ReferenceConfig.of(Greeter.class)
                                .url("dubbo://127.0.0.1:" + server.getLocalPort())
                                .timeout(Duration.ofSeconds(5))
                                .parameter("payload", "65536")
                                .retries(0));
    }

    @AfterEach
    void stop() throws IOException {
        consumer.close();
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                RawPeer peer = new RawPeer(server.accept());
                Thread serving = new Thread(() -> serve(peer), "hostile-provider");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(RawPeer peer) {
        try (peer) {
            RawPeer.Frame request;
            while ((request = peer.receive()) != null) {
                answer.to(request, peer);
            }
        } catch (IOException gone) {
            // The consumer closed the connection: the test looks at its side of it.
        }
    }

    private void answerWith(int status, byte[] body) {
        answer = (request, peer) -> peer.send(RawPeer.frame(0x02, status, request.id(), body));
    }

    private RpcException failure() {
        Throwable thrown = catchThrowable(() -> greeter.greet("x"));
        assertThat(thrown).isInstanceOf(RpcException.class);
        return (RpcException) thrown;
    }

    private void assertNextCallWorks() {
        answer = honest;
        assertThat(greeter.greet("x")).isEqualTo("ok");
    }

    @Test
    void anAnswerWithAnotherIdIsNotTakenForOurs() {
        answer =
                (request, peer) -> {
                    for (long id : new long[] {request.id() + 1, -1, 1L << 62, Long.MIN_VALUE}) {
                        byte[] wrong = {(byte) 0x91, 5, 'w', 'r', 'o', 'n', 'g'};
                        peer.send(RawPeer.frame(0x02, 20, id, wrong));
                    }
                    honest.to(request, peer);
                };
        assertThat(greeter.greet("x")).isEqualTo("ok");
    }

    @Test
    void aSecondAnswerToOneCallIsIgnored() {
        answer =
                (request, peer) -> {
                    honest.to(request, peer);
                    honest.to(request, peer);
                };
        for (int i = 0; i < 10; i++) {
            assertThat(greeter.greet("x")).isEqualTo("ok");
        }
    }

    @Test
    void aRequestWhereAnAnswerShouldBeIsNotAnAnswer() {
        answer =
                (request, peer) -> {
                    peer.send(RawPeer.frame(RawPeer.CALL, 0, request.id(), request.body()));
                    honest.to(request, peer);
                };
        assertThat(greeter.greet("x")).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "25, SERIALIZATION", "30, TIMEOUT", "31, TIMEOUT", "35, UNKNOWN", "40, SERIALIZATION",
        "50, SERIALIZATION", "60, SERVICE_NOT_FOUND", "70, UNKNOWN", "80, UNKNOWN", "90, UNKNOWN",
        "100, LIMIT_EXCEEDED", "0, UNKNOWN", "255, UNKNOWN"
    })
    void everyStatusHasACode(int status, StatusCode code) {
        answerWith(status, RawPeer.string("because"));
        RpcException failure = failure();
        assertThat(failure.status().code()).isEqualTo(code);
        assertThat(failure.status().origin()).isEqualTo(Origin.REMOTE);
        assertThat(failure)
                .hasMessageContaining("status " + status)
                .hasMessageContaining("because")
                .hasMessageContaining("docs/errors.md#" + code.anchor());
        assertNextCallWorks();
    }

    @Test
    void aRedubProviderTellsItsOwnCode() {
        answerWith(40, new byte[] {1, 'x', (byte) 0xc8, 100});
        assertThat(failure().status().code()).isEqualTo(StatusCode.SERVICE_NOT_FOUND);
    }

    @Test
    void anErrorWhoseTextCannotBeReadIsStillThatError() {
        answerWith(70, new byte[] {'S', (byte) 0xff, (byte) 0xff, 'x'});
        assertThat(failure()).hasMessageContaining("status 70");
        answerWith(100, new byte[0]);
        assertThat(failure().isLimitExceeded()).isTrue();
        assertNextCallWorks();
    }

    @Test
    void aBodyThatCannotBeReadIsASerializationFailureAfterSending() {
        for (byte[] body :
                new byte[][] {{}, {0x45}, {(byte) 0x91}, {(byte) 0x96}, {(byte) 0x91, 'I', 0}}) {
            answerWith(20, body);
            RpcException failure = failure();
            assertThat(failure.isSerialization()).isTrue();
            assertThat(failure.status().origin()).isEqualTo(Origin.AFTER_SEND);
            assertThat(failure.status().surelyNotExecuted()).isFalse();
        }
        assertNextCallWorks();
    }

    @Test
    void anAnswerInAnotherSerializationThanTheRequestIsNotDecoded() {
        answer = (request, peer) -> peer.send(RawPeer.frame(0x03, 20, request.id(), VALUE));
        assertThat(failure()).hasMessageContaining("serialization id 3");
        assertNextCallWorks();
    }

    @Test
    void aClassNoSignatureNamesIsNotMade() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0x91);
        body.write('C');
        body.writeBytes(RawPeer.string(BadInputTest.Outsider.class.getName()));
        body.write(0x90);
        body.write(0x60);
        answerWith(20, body.toByteArray());
        int before = BadInputTest.Outsider.MADE.get();
        assertThat(failure().isSerialization()).isTrue();
        assertThat(BadInputTest.Outsider.MADE).hasValue(before);
        assertNextCallWorks();
    }

    @Test
    void anExceptionOfAnUnknownClassArrivesWithItsNameAndText() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0x90);
        body.write('C');
        body.writeBytes(RawPeer.string("no.such.ProblemException"));
        body.write(0x92);
        body.writeBytes(RawPeer.string("stackTrace"));
        body.writeBytes(RawPeer.string("detailMessage"));
        body.write(0x60);
        body.writeBytes(RawPeer.string(null));
        body.writeBytes(RawPeer.string("it broke"));
        answerWith(20, body.toByteArray());
        assertThat(failure())
                .hasMessageContaining("no.such.ProblemException")
                .hasMessageContaining("it broke");
        assertNextCallWorks();
    }

    @Test
    void anAnswerOverThePayloadLimitFailsItsCallAndIsSkipped() {
        answerWith(20, new byte[70_000]);
        RpcException failure = failure();
        assertThat(failure.isLimitExceeded()).isTrue();
        assertThat(failure.status().origin()).isEqualTo(Origin.AFTER_SEND);
        assertThat(failure).hasMessageContaining("70000 bytes");
        assertNextCallWorks();
    }

    @Test
    void aConnectionClosedInsteadOfAnAnswerIsANetworkFailureAfterSending() {
        answer = (request, peer) -> peer.close();
        RpcException failure = failure();
        assertThat(failure.isNetwork()).isTrue();
        assertThat(failure.status().surelyNotExecuted()).isFalse();
        assertNextCallWorks();
    }

    @Test
    void anImpossibleLengthEndsTheConnectionAndFailsItsCalls() {
        answer =
                (request, peer) ->
                        peer.send(RawPeer.frame(0x02, 20, request.id(), -5, new byte[0]));
        assertThat(failure())
                .hasMessageContaining("-5 bytes")
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.isNetwork()).isTrue());
        assertNextCallWorks();
    }

    @Test
    void aProviderThatClosesEveryConnectionAtOnceIsNotHammered() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket slamming = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread doorman =
                    new Thread(
                            () -> {
                                try {
                                    while (true) {
                                        slamming.accept().close();
                                        connections.incrementAndGet();
                                    }
                                } catch (IOException closed) {
                                    // The test is over.
                                }
                            });
            doorman.start();
            consumer.refer(
                    ReferenceConfig.of(Greeter.class)
                            .url("dubbo://127.0.0.1:" + slamming.getLocalPort())
                            .check(false));
            await().untilAsserted(() -> assertThat(connections).hasPositiveValue());
            await().during(Duration.ofMillis(1_500))
                    .untilAsserted(() -> assertThat(connections).hasValueLessThan(6));
            slamming.close();
            doorman.join();
        }
    }

    /** A listener with a full backlog leaves connections hanging, as a firewall does. */
    @Test
    void aCallThatWaitsForAConnectionEndsByItsDeadline() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                Socket filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(full.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException backlogIsFull) {
                    break;
                }
            }
            Greeter hasty =
                    consumer.refer(
                            ReferenceConfig.of(Greeter.class)
                                    .url("dubbo://127.0.0.1:" + full.getLocalPort())
                                    .check(false)
                                    .parameter("connect.timeout", "2000")
                                    .timeout(Duration.ofMillis(100))
                                    .retries(0));
            int timeouts = 0;
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                Throwable thrown = catchThrowable(() -> hasty.greet("x"));
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofMillis(1_000));
                assertThat(thrown).isInstanceOf(RpcException.class);
                RpcException failure = (RpcException) thrown;
                assertThat(failure.status().surelyNotExecuted()).isTrue();
                timeouts += failure.isTimeout() ? 1 : 0;
            }
            assertThat(timeouts).as("calls that ended while connecting went on").isPositive();
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void eventsOfAProviderDisturbNoCall() {
        answer =
                (request, peer) -> {
                    peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 3, new byte[] {'N'}));
                    peer.send(RawPeer.frame(RawPeer.ONE_WAY_EVENT, 0, 4, new byte[500]));
                    peer.send(RawPeer.frame(0x22, 20, request.id(), new byte[] {'N'}));
                    if ((request.flags() & 0x20) == 0) {
                        honest.to(request, peer);
                    }
                };
        assertThat(greeter.greet("x")).isEqualTo("ok");
    }

    @Test
    void aProviderThatNeverAnswersCostsTheTimeoutAndNoMore() {
        answer = (request, peer) -> {};
        Greeter hasty =
                consumer.refer(
                        ReferenceConfig.of(Greeter.class)
                                .url("dubbo://127.0.0.1:" + server.getLocalPort())
                                .timeout(Duration.ofMillis(100))
                                .retries(0));
        long start = System.nanoTime();
        assertThatThrownBy(() -> hasty.greet("x"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.isTimeout()).isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void noMutationOfAnAnswerHangsACall(long seed) {
        Random random = new Random(seed);
        byte[] whole =
                concat(
                        new byte[] {(byte) 0x94, 2, 'o', 'k'},
                        RawPeer.map(Map.of("dubbo", "2.0.2", "key", "value")));
        for (int i = 0; i < 500; i++) {
            byte[] body = whole.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(body.length) : body.length;
            answerWith(20, Arrays.copyOf(body, length));
            Throwable thrown = catchThrowable(() -> greeter.greet("x"));
            if (thrown != null) {
                assertThat(thrown)
                        .as("seed %d, round %d", seed, i)
                        .isInstanceOfSatisfying(
                                RpcException.class, e -> assertThat(e.isTimeout()).isFalse());
            }
        }
        assertNextCallWorks();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
