package io.redub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a port, and against peers that do not keep to the rules. */
class WebClientTest {
    private final EchoHandler handler = new EchoHandler();
    private WebPort port;
    private WebClient client;

    @BeforeEach
    void open() throws IOException {
        port = WebPort.open(PortOptions.DEFAULT.at("127.0.0.1", 0));
        port.add(handler);
        client = WebClient.open("localhost", port.port(), ClientOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        handler.release.countDown();
        client.close();
        port.close();
    }

    private static WebQuery query(String target, Duration timeout) {
        return new WebQuery(
                "POST",
                target,
                new DefaultHttpHeaders(),
                System.nanoTime() + timeout.toNanos(),
                Integer.MAX_VALUE,
                1 << 20);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String read(CompletableFuture<WebAnswer> answer) throws Exception {
        try (WebAnswer got = answer.get(10, TimeUnit.SECONDS)) {
            return got.status() + " " + new String(got.body().readAllBytes());
        }
    }

    private static WebFailure failure(CompletableFuture<WebAnswer> answer) throws Exception {
        try {
            answer.get(10, TimeUnit.SECONDS).close();
        } catch (ExecutionException e) {
            return (WebFailure) e.getCause();
        }
        throw new AssertionError("it was answered");
    }

    @Test
    void manyRequestsGoAtOnceOnAFewConnections() throws Exception {
        client.ready().get(10, TimeUnit.SECONDS);
        List<CompletableFuture<WebAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(client.send(query("/echo", Duration.ofSeconds(10)), text("n" + i)));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(read(answers.get(i))).isEqualTo("200 n" + i);
        }
        await().untilAsserted(() -> assertThat(port.active()).isZero());
    }

    @Test
    void aHundredMegabytesGoThereAndBackInLittleMemory() throws Exception {
        WebQuery query =
                new WebQuery(
                        "POST",
                        "/stream",
                        new DefaultHttpHeaders(),
                        System.nanoTime() + TimeUnit.SECONDS.toNanos(60),
                        1,
                        0);
        byte[] piece = new byte[1 << 16];
        int pieces = 1600;
        WebUpload upload = client.upload(query);
        Thread writer =
                new Thread(
                        () -> {
                            try (OutputStream out = upload.body()) {
                                for (int i = 0; i < pieces; i++) {
                                    out.write(piece);
                                }
                            } catch (IOException e) {
                                upload.answer().completeExceptionally(e);
                            }
                        });
        writer.start();
        long total = 0;
        try (WebAnswer answer = upload.answer().get(30, TimeUnit.SECONDS);
                InputStream in = answer.body()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
            }
        }
        assertThat(total).isEqualTo((long) pieces * piece.length);
    }

    @Test
    void aDeadlineEndsARequestThatWasSent() throws Exception {
        WebFailure failure = failure(client.send(query("/wait", Duration.ofMillis(200)), text("")));
        assertThat(failure.kind()).isEqualTo(WebFailure.Kind.TIMEOUT);
        assertThat(failure.sent()).isTrue();
    }

    @Test
    void aDeadlineEndsARequestThatWaitsForAConnection() throws Exception {
        try (WebClient narrow =
                WebClient.open(
                        "localhost",
                        port.port(),
                        new ClientOptions(Duration.ofSeconds(5), 1, 1, Duration.ofSeconds(30)))) {
            CompletableFuture<WebAnswer> first =
                    narrow.send(query("/wait", Duration.ofSeconds(10)), text(""));
            await().untilAsserted(() -> assertThat(handler.called).hasValue(1));
            CompletableFuture<WebAnswer> second =
                    narrow.send(query("/echo", Duration.ofMillis(200)), text("x"));
            CompletableFuture<WebAnswer> third =
                    narrow.send(query("/echo", Duration.ofMillis(200)), text("x"));
            assertThat(failure(third).kind()).isEqualTo(WebFailure.Kind.BUSY);
            WebFailure failure = failure(second);
            assertThat(failure.kind()).isEqualTo(WebFailure.Kind.TIMEOUT);
            assertThat(failure.sent()).isFalse();
            handler.release.countDown();
            assertThat(read(first)).isEqualTo("200 waited");
        }
    }

    @Test
    void nobodyThereIsSurelyNotSent() throws Exception {
        port.close();
        WebFailure failure = failure(client.send(query("/echo", Duration.ofSeconds(5)), text("x")));
        assertThat(failure.kind()).isEqualTo(WebFailure.Kind.UNREACHABLE);
        assertThat(failure.sent()).isFalse();
        assertThatThrownBy(() -> client.ready().get(5, TimeUnit.SECONDS))
                .hasMessageContaining("cannot connect to localhost");
        assertThatThrownBy(() -> client.upload(query("/echo", Duration.ofSeconds(5))))
                .isInstanceOf(WebFailure.class);
        open();
    }

    @Test
    void anAnswerThatIsTooLongIsAFailure() throws Exception {
        handler.limit = 4 << 20;
        ByteBuf large = Unpooled.wrappedBuffer(new byte[2 << 20]);
        WebFailure failure = failure(client.send(query("/echo", Duration.ofSeconds(5)), large));
        assertThat(failure.kind()).isEqualTo(WebFailure.Kind.TOO_LARGE);
    }

    @Test
    void aClosedClientEndsWhatIsUnderWayFirst() throws Exception {
        CompletableFuture<WebAnswer> slow =
                client.send(query("/wait", Duration.ofSeconds(10)), text(""));
        await().untilAsserted(() -> assertThat(handler.called).hasValue(1));
        client.close();
        assertThat(failure(client.send(query("/echo", Duration.ofSeconds(1)), text(""))).kind())
                .isEqualTo(WebFailure.Kind.UNREACHABLE);
        handler.release.countDown();
        assertThat(read(slow)).isEqualTo("200 waited");
    }

    @Test
    void peersThatDoNotSpeakHttpAreAFailure() throws Exception {
        for (String said :
                List.of("SSH-2.0-x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", "")) {
            try (ServerSocket server = new ServerSocket(0);
                    WebClient odd =
                            WebClient.open(
                                    "127.0.0.1", server.getLocalPort(), ClientOptions.DEFAULT)) {
                CompletableFuture<WebAnswer> answer =
                        odd.send(query("/echo", Duration.ofSeconds(5)), text("x"));
                try (Socket accepted = server.accept()) {
                    accepted.getInputStream().read();
                    accepted.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                }
                assertThat(failure(answer).kind())
                        .isIn(WebFailure.Kind.MALFORMED, WebFailure.Kind.LOST);
            }
        }
    }
}
