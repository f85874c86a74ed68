package io.redub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a port does with good and bad input, byte by byte. */
class WebPortTest {
    private static final String HOST = "Host: test\r\n";

    private final EchoHandler handler = new EchoHandler();
    private WebPort port;

    @BeforeEach
    void open() throws IOException {
        open(Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    private void open(Duration idle, Duration stall) throws IOException {
        if (port != null) {
            port.close();
        }
        port = WebPort.open(PortOptions.DEFAULT.at("127.0.0.1", 0).with(idle, stall));
        port.add(handler);
    }

    @AfterEach
    void close() {
        handler.release.countDown();
        port.close();
    }

    private RawClient raw() throws IOException {
        return new RawClient(port.port());
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\n" + HOST + headers + "\r\n" + body;
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (RawClient raw = raw()) {
            for (int i = 0; i < 3; i++) {
                String got = raw.send(post("/echo", "Content-Length: 2\r\n", "x" + i)).answer();
                assertThat(got).startsWith("HTTP/1.1 200 OK").endsWith("x" + i);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient raw = raw()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                all.append("GET /n").append(i).append(" HTTP/1.1\r\n").append(HOST).append("\r\n");
            }
            raw.send(all.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(raw.answer()).endsWith("/n" + i);
            }
        }
    }

    @Test
    void aChunkedBodyIsABody() throws IOException {
        try (RawClient raw = raw()) {
            String chunks = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
            assertThat(raw.send(post("/echo", "Transfer-Encoding: chunked\r\n", chunks)).answer())
                    .endsWith("abcde");
        }
    }

    @Test
    void http10IsAnsweredAndClosed() throws IOException {
        try (RawClient raw = raw()) {
            assertThat(raw.send("GET /old HTTP/1.0\r\n\r\n").rest())
                    .startsWith("HTTP/1.1 200")
                    .endsWith("/old");
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        try (RawClient raw = raw()) {
            raw.send("HEAD /four HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(raw.rest()).contains("content-length: 5").endsWith("\r\n\r\n");
        }
    }

    @Test
    void whoAsksFirstIsToldToGoOn() throws IOException {
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
            assertThat(raw.line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(raw.line()).isEmpty();
            assertThat(raw.send("ok").answer()).endsWith("ok");
        }
    }

    @Test
    void whoAsksFirstIsToldThatItIsTooMuch() throws IOException {
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Length: 2000000\r\nExpect: 100-continue\r\n", ""));
            assertThat(raw.line()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsThere() throws IOException {
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Length: 2000000\r\n", "x".repeat(1000)));
            assertThat(raw.rest()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
        assertThat(handler.called).hasValue(0);
    }

    @Test
    void aChunkedBodyThatIsTooLargeIsRefused() throws IOException {
        handler.limit = 1000;
        try (RawClient raw = raw()) {
            String chunk = "190\r\n" + "x".repeat(400) + "\r\n";
            raw.send(post("/echo", "Transfer-Encoding: chunked\r\n", chunk + chunk + chunk));
            assertThat(raw.rest()).startsWith("HTTP/1.1 413");
        }
        assertThat(handler.called).hasValue(0);
    }

    @Test
    void aBombIsRefusedAtTheLimit() throws IOException {
        handler.limit = 100_000;
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[20_000_000]);
        }
        String body = bomb.toString(StandardCharsets.ISO_8859_1);
        try (RawClient raw = raw()) {
            raw.send(
                    post(
                            "/echo",
                            "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n",
                            body));
            assertThat(raw.answer()).startsWith("HTTP/1.1 413").contains("100000 bytes");
        }
    }

    @Test
    void whatIsNotGzipIsRefused() throws IOException {
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "ab"));
            assertThat(raw.answer()).startsWith("HTTP/1.1 400").contains("gzip");
            raw.send(post("/echo", "Content-Encoding: br\r\nContent-Length: 2\r\n", "ab"));
            assertThat(raw.answer()).startsWith("HTTP/1.1 415");
        }
    }

    @Test
    void malformedRequestsAreRefused() throws IOException {
        for (String bad :
                new String[] {
                    "\u0016\u0003\u0001 hello\r\n\r\n",
                    "GET /a HTTP/1.1\r\n\r\n",
                    "GET nowhere HTTP/1.1\r\n" + HOST + "\r\n",
                    "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n",
                    post("/a", "Content-Length: x\r\n", ""),
                    post("/a", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                    post("/a", "Content-Length: 1\r\nContent-Length: 2\r\n", "ab"),
                    post("/a", "Content-Length: 1\r\nTransfer-Encoding: xchunked\r\n", "a"),
                    post("/a", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
                    post("/a", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")
                            .replace("HTTP/1.1", "HTTP/1.0"),
                    post("/a", "Transfer-Encoding: chunked\r\n", "zz\r\n")
                }) {
            try (RawClient raw = raw()) {
                assertThat(raw.send(bad).rest()).as(bad).startsWith("HTTP/1.1 400");
            }
        }
        assertThat(handler.called).hasValue(0);
    }

    @Test
    void headsThatAreTooLongAreRefused() throws IOException {
        try (RawClient raw = raw()) {
            raw.send("GET /" + "x".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 414");
        }
        try (RawClient raw = raw()) {
            raw.send("GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(40_000) + "\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void nobodysPathIsNotFound() throws IOException {
        try (RawClient raw = raw()) {
            raw.send("GET /other HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aFaultOfTheHandlerIsAnswered() throws IOException {
        try (RawClient raw = raw()) {
            raw.send("GET /fail HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(raw.answer()).startsWith("HTTP/1.1 500").doesNotContain("\tat ");
        }
    }

    @Test
    void aHeadThatComesTooSlowlyIsGivenUp() throws IOException {
        open(Duration.ofSeconds(60), Duration.ofMillis(300));
        try (RawClient raw = raw()) {
            raw.send("GET / HT");
            assertThat(raw.rest()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsGivenUpAndHoldsNoThread() throws IOException {
        open(Duration.ofSeconds(60), Duration.ofMillis(300));
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Length: 100\r\n", "x"));
            assertThat(raw.rest()).startsWith("HTTP/1.1 408");
        }
        assertThat(handler.called).hasValue(0);
        await().untilAsserted(() -> assertThat(port.active()).isZero());
    }

    @Test
    void aStreamedBodyThatComesTooSlowlyFreesItsThread() throws IOException {
        open(Duration.ofSeconds(60), Duration.ofMillis(300));
        try (RawClient raw = raw()) {
            String chunk = "11170\r\n" + "x".repeat(70_000) + "\r\n";
            raw.send(post("/stream", "Transfer-Encoding: chunked\r\n", chunk));
            raw.rest();
        }
        await().untilAsserted(() -> assertThat(port.active()).isZero());
    }

    @Test
    void whoDoesNotReadItsAnswerIsDisconnected() throws IOException {
        open(Duration.ofSeconds(60), Duration.ofMillis(500));
        try (RawClient raw = raw()) {
            Thread writer =
                    new Thread(
                            () -> {
                                String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
                                try {
                                    raw.send(post("/stream", "Transfer-Encoding: chunked\r\n", ""));
                                    for (int i = 0; i < 10_000; i++) {
                                        raw.send(chunk);
                                    }
                                } catch (IOException expected) {
                                    // The port closes.
                                }
                            });
            writer.start();
            await().untilAsserted(() -> assertThat(port.active()).isOne());
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(port.active()).isZero());
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        open(Duration.ofMillis(300), Duration.ofMillis(200));
        try (RawClient raw = raw()) {
            assertThat(raw.rest()).isEmpty();
        }
    }

    @Test
    void whoClosesItsHalfGetsItsAnswer() throws IOException {
        try (RawClient raw = raw()) {
            raw.send("GET /half HTTP/1.1\r\n" + HOST + "\r\n");
            raw.socket.shutdownOutput();
            assertThat(raw.rest()).startsWith("HTTP/1.1 200").endsWith("/half");
        }
        await().untilAsserted(() -> assertThat(port.active()).isZero());
    }

    @Test
    void whoClosesItsHalfWithinABodyIsRefused() throws IOException {
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Length: 100\r\n", "x"));
            raw.socket.shutdownOutput();
            assertThat(raw.rest()).startsWith("HTTP/1.1 400");
        }
        assertThat(handler.called).hasValue(0);
    }

    @Test
    void whoLeavesWithinABodyLeavesNothingBehind() throws IOException {
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Content-Length: 100\r\n", "x"));
            await().untilAsserted(() -> assertThat(port.active()).isOne());
        }
        await().untilAsserted(() -> assertThat(port.active()).isZero());
    }

    @Test
    void theLastAnswerClosesTheConnection() throws IOException {
        try (RawClient raw = raw()) {
            raw.send("GET /last HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(raw.rest()).contains("connection: close");
        }
    }

    private String status(String host, String headers) throws IOException {
        try (RawClient raw = raw()) {
            return raw.send("GET /x HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n").line();
        }
    }

    @Test
    void aPageWhoseNameWasLetPointHereMayNotCallUnlessAllowed() throws IOException {
        String page = "Origin: http://evil.example:80\r\nSec-Fetch-Site: same-origin\r\n";
        String browser = "User-Agent: Mozilla/5.0\r\n";
        for (String headers : new String[] {page, browser, "Sec-Fetch-Site: same-origin\r\n"}) {
            assertThat(status("evil.example:80", headers)).startsWith("HTTP/1.1 403");
            assertThat(status("127.0.0.1.evil.example", headers)).startsWith("HTTP/1.1 403");
            assertThat(status("evil.example.", headers)).startsWith("HTTP/1.1 403");
        }
        for (String own :
                new String[] {
                    "127.0.0.1:80", "[::1]:80", "[fe80::1%eth0]", "localhost", "shop", "a.local"
                }) {
            assertThat(status(own, browser)).startsWith("HTTP/1.1 200");
            assertThat(status(own, "Origin: http://" + own + "\r\n")).startsWith("HTTP/1.1 200");
        }
        assertThat(status("shop.example", "")).startsWith("HTTP/1.1 200");
        try (RawClient raw = raw()) {
            raw.send("POST /x HTTP/1.1\r\nHost: shop.example\r\n" + browser + "\r\n");
            assertThat(raw.line()).startsWith("HTTP/1.1 200");
        }
        handler.cors = Cors.of("https://evil.example:80");
        assertThat(status("evil.example:80", browser)).startsWith("HTTP/1.1 200");
        assertThat(status("evil.example:80", page)).startsWith("HTTP/1.1 200");
        assertThat(status("evil.example", browser)).startsWith("HTTP/1.1 403");
    }

    @Test
    void pagesOfOtherSitesMayNotCallUnlessAllowed() throws IOException {
        String get = "GET /x HTTP/1.1\r\n" + HOST;
        try (RawClient raw = raw()) {
            raw.send(get + "Origin: http://evil.example\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 403");
        }
        try (RawClient raw = raw()) {
            raw.send(get + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 403");
        }
        try (RawClient raw = raw()) {
            raw.send(get + "Origin: http://test\r\n\r\n");
            assertThat(raw.answer()).startsWith("HTTP/1.1 200");
        }
        handler.cors = Cors.of("http://shop.example");
        try (RawClient raw = raw()) {
            raw.send(get + "Origin: http://shop.example\r\n\r\n");
            assertThat(raw.answer())
                    .startsWith("HTTP/1.1 200")
                    .contains("access-control-allow-origin: http://shop.example");
            raw.send(
                    "OPTIONS /x HTTP/1.1\r\n"
                            + HOST
                            + "Origin: http://shop.example\r\n"
                            + "Access-Control-Request-Method: POST\r\n"
                            + "Access-Control-Request-Headers: content-type\r\n\r\n");
            assertThat(raw.answer())
                    .startsWith("HTTP/1.1 204")
                    .contains("access-control-allow-headers: content-type");
        }
    }

    @Test
    void whateverComesIsAnsweredOrClosed() throws IOException {
        open(Duration.ofMillis(500), Duration.ofMillis(200));
        long seed = 20261126;
        Random random = new Random(seed);
        String good =
                post("/echo", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n")
                        + post("/echo", "Content-Length: 2\r\n", "ok");
        for (int i = 0; i < 200; i++) {
            StringBuilder bad = new StringBuilder(good);
            for (int k = random.nextInt(4); k >= 0; k--) {
                bad.setCharAt(random.nextInt(bad.length()), (char) random.nextInt(256));
            }
            try (RawClient raw = raw()) {
                raw.send(bad.toString());
                raw.socket.shutdownOutput();
                String rest = raw.rest();
                assertThat(rest)
                        .as("seed %d, message %d", seed, i)
                        .matches("(?s)(HTTP/1.1 (200|4\\d\\d) .*)?");
            }
        }
        await().untilAsserted(() -> assertThat(port.active()).isZero());
        try (RawClient raw = raw()) {
            assertThat(raw.send("GET /x HTTP/1.1\r\n" + HOST + "\r\n").answer()).endsWith("/x");
        }
    }

    @Test
    void anAnswerIsCompressedForWhoAcceptsThat() throws IOException {
        String body = "x".repeat(5000);
        try (RawClient raw = raw()) {
            raw.send(post("/echo", "Accept-Encoding: gzip\r\nContent-Length: 5000\r\n", body));
            assertThat(raw.answer()).contains("content-encoding: gzip").doesNotContain("xxxxxx");
            raw.send(post("/echo", "Accept-Encoding: gzip;q=0\r\nContent-Length: 5000\r\n", body));
            assertThat(raw.answer()).doesNotContain("content-encoding").endsWith(body);
        }
    }
}
