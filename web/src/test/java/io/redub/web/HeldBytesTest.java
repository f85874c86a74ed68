package io.redub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What many peers together can make a port keep. */
class HeldBytesTest {
    @Test
    void aStreamThatWaitsForAWorkerTakesNoMoreThanItBeginsWith() throws IOException {
        AtomicInteger resumed = new AtomicInteger();
        try (BodyPipe pipe = new BodyPipe(resumed::incrementAndGet)) {
            assertThat(pipe.offer(Unpooled.wrappedBuffer(new byte[60_000]), 65_536)).isTrue();
            assertThat(pipe.offer(Unpooled.wrappedBuffer(new byte[60_000]), 65_536)).isFalse();
            assertThat(pipe.read(new byte[1000])).isEqualTo(1000);
            assertThat(resumed).hasValue(1);
            assertThat(pipe.offer(Unpooled.wrappedBuffer(new byte[60_000]), 65_536)).isTrue();
            pipe.end();
            assertThat(pipe.readAllBytes()).hasSize(179_000);
        }
    }

    @Test
    void aSlowPeerMayHoldMuchOnlyWhileThereIsRoomForOthers() throws Exception {
        WebPort port =
                WebPort.open(
                        PortOptions.DEFAULT
                                .at("127.0.0.1", 0)
                                .with(Duration.ofSeconds(60), Duration.ofMillis(500)));
        port.add(new EchoHandler());
        try {
            assertThat(trickled(port)).isEqualTo("HTTP/1.1 200 OK");
            long crowd = Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4) / 2;
            for (long left = crowd; left > 0; left -= 1 << 20) {
                port.hold(1 << 20);
            }
            assertThat(trickled(port)).isEqualTo("HTTP/1.1 408 Request Timeout");
        } finally {
            port.close();
        }
    }

    /** What a request gets whose second half comes with some kilobytes a second for a while. */
    private static String trickled(WebPort port) throws Exception {
        try (RawClient client = new RawClient(port.port())) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 600000\r\n\r\n");
            client.send("x".repeat(500_000));
            int sent = 500_000;
            long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
            while (System.nanoTime() < end && client.socket.getInputStream().available() == 0) {
                client.send("x".repeat(200));
                sent += 200;
                Thread.sleep(20);
            }
            if (client.socket.getInputStream().available() == 0) {
                client.send("x".repeat(600_000 - sent));
            }
            return client.line();
        }
    }

    @Test
    void answersThatNobodyTakesAreBoundedForAllConnectionsTogether() throws Exception {
        int size = 8 << 20;
        long most = Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4);
        // The system's buffers take some of each.
        long count = most / (size / 2) + 20;
        AtomicInteger answered = new AtomicInteger();
        byte[] large = new byte[size];
        WebPort port = WebPort.open(PortOptions.DEFAULT.at("127.0.0.1", 0));
        port.add(
                new WebHandler() {
                    @Override
                    public boolean takes(WebRequest request) {
                        return true;
                    }

                    @Override
                    public WebTerms terms(WebRequest request) {
                        return new WebTerms(1000, 1000, Cors.NONE, false);
                    }

                    @Override
                    public void handle(WebExchange exchange) {
                        boolean isLarge = exchange.request().path().equals("/large");
                        exchange.answer(
                                200, new DefaultHttpHeaders(), isLarge ? large : new byte[1]);
                        answered.incrementAndGet();
                    }
                });
        List<RawClient> lazy = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                RawClient client = new RawClient(port.port());
                lazy.add(client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n"));
            }
            await().until(() -> answered.get() == count);
            List<String> lines = new ArrayList<>();
            for (RawClient client : lazy) {
                lines.add(client.line());
            }
            assertThat(lines).contains("HTTP/1.1 200 OK", "HTTP/1.1 500 Internal Server Error");
            assertThat(port.held()).isLessThanOrEqualTo(most);
        } finally {
            for (RawClient client : lazy) {
                client.close();
            }
        }
        await().untilAsserted(() -> assertThat(port.held()).isZero());
        try (RawClient client = new RawClient(port.port())) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").line())
                    .isEqualTo("HTTP/1.1 200 OK");
        }
        port.close();
    }
}
