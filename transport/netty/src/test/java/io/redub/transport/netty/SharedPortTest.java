package io.redub.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.redub.transport.BindOptions;
import io.redub.transport.Connection;
import io.redub.transport.Opening;
import io.redub.transport.Receiver;
import io.redub.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two protocols, each on a transport of its own, that listen on one port. */
@Timeout(60)
class SharedPortTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Opening BYTES =
            Opening.bytes("bytes", LONG, new byte[] {(byte) 0xda, (byte) 0xbb});
    private static final Opening WORDS = Opening.words("words", LONG, List.of("GET ", "POST "));

    private final Transport one = new NettyTransporter().open(1);
    private final Transport two = new NettyTransporter().open(1);

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    /** Sends everything back, with a letter in front. */
    private record Marking(Connection connection, String letter) implements Receiver {
        @Override
        public void received(ByteBuf in) {
            ByteBuf out = in.alloc().buffer();
            out.writeCharSequence(letter, StandardCharsets.US_ASCII);
            connection.send(out.writeBytes(in));
        }

        @Override
        public void idle() {}

        @Override
        public void closed(@Nullable Throwable cause) {}
    }

    private static Transport.Listener listen(
            Transport transport, int port, int most, Opening opening, String letter)
            throws IOException {
        return transport.bind(
                new BindOptions("127.0.0.1", port, most, Duration.ZERO, opening),
                connection -> new Marking(connection, letter));
    }

    private static Socket connect(Transport.Listener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    private static String exchange(Socket socket, String text) throws IOException {
        send(socket, text);
        return read(socket, text.length() + 1);
    }

    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void theFirstBytesDecideWhoseAConnectionIs() throws Exception {
        try (Transport.Listener bytes = listen(one, 0, 0, BYTES, "b");
                Transport.Listener words = listen(two, bytes.port(), 0, WORDS, "w");
                Socket first = connect(bytes);
                Socket second = connect(words);
                Socket third = connect(words)) {
            assertThat(words.port()).isEqualTo(bytes.port());
            assertThat(exchange(second, "GET /")).isEqualTo("wGET /");
            assertThat(exchange(first, "\u00da\u00bb12")).isEqualTo("b\u00da\u00bb12");
            assertThat(exchange(second, "\u00da\u00bb")).isEqualTo("w\u00da\u00bb");
            for (char each : "POST".toCharArray()) {
                send(third, String.valueOf(each));
                third.getOutputStream().flush();
            }
            send(third, " ");
            assertThat(read(third, 6)).isEqualTo("wPOST ");
            assertThat(bytes.strangers()).isZero();
        }
    }

    @Test
    void unknownFirstBytesEndAConnectionAndAreCounted() throws Exception {
        try (Transport.Listener bytes = listen(one, 0, 0, BYTES, "b");
                Transport.Listener words = listen(two, bytes.port(), 0, WORDS, "w");
                Socket tls = connect(bytes);
                Socket almost = connect(bytes);
                Socket good = connect(bytes)) {
            send(tls, "\u0016\u0003\u0001");
            send(almost, "GOT /");
            assertThat(ends(tls)).isTrue();
            assertThat(ends(almost)).isTrue();
            assertThat(words.strangers()).isEqualTo(2);
            assertThat(exchange(good, "GET /")).isEqualTo("wGET /");
        }
    }

    @Test
    void aConnectionThatSendsNothingIsClosedAfterTheLongestPatience() throws Exception {
        Opening quick = Opening.bytes("bytes", Duration.ofMillis(50), new byte[] {1});
        Opening patient = Opening.words("words", Duration.ofMillis(400), List.of("GET "));
        try (Transport.Listener bytes = listen(one, 0, 0, quick, "b");
                Transport.Listener words = listen(two, bytes.port(), 0, patient, "w");
                Socket silent = connect(bytes);
                Socket begun = connect(bytes)) {
            long start = System.nanoTime();
            send(begun, "GE");
            assertThat(ends(silent)).isTrue();
            assertThat(ends(begun)).isTrue();
            assertThat(System.nanoTime() - start).isGreaterThan(200_000_000L);
            await().untilAsserted(() -> assertThat(words.strangers()).isEqualTo(2));
        }
    }

    @Test
    void whoLeavesDoesNotCutTheOther() throws Exception {
        Transport.Listener bytes = listen(one, 0, 0, BYTES, "b");
        try (Transport.Listener words = listen(two, bytes.port(), 0, WORDS, "w");
                Socket cut = connect(bytes);
                Socket goesOn = connect(words);
                Socket silent = connect(words)) {
            assertThat(exchange(cut, "\u00da\u00bb")).startsWith("b");
            assertThat(exchange(goesOn, "GET ")).isEqualTo("wGET ");
            // With the I/O threads that both use.
            bytes.close();
            one.close();
            assertThat(ends(cut)).isTrue();
            assertThat(ends(silent)).as("it might have been of the one that left").isTrue();
            assertThat(exchange(goesOn, "more")).isEqualTo("wmore");
            try (Socket fresh = connect(words);
                    Socket late = connect(words)) {
                assertThat(exchange(fresh, "GET ")).isEqualTo("wGET ");
                send(late, "\u00da\u00bb");
                assertThat(ends(late)).as("of the one that left").isTrue();
            }
            try (Transport.Listener back = listen(two, words.port(), 0, BYTES, "B");
                    Socket again = connect(back)) {
                assertThat(exchange(again, "\u00da\u00bb")).startsWith("B");
            }
        }
        assertThatThrownBy(() -> connect(bytes)).isInstanceOf(IOException.class);
        new ServerSocket(bytes.port(), 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void theThreadsOfAClosedTransportEndWithThePort() throws Exception {
        NettyTransport owner = (NettyTransport) one;
        Transport.Listener bytes = listen(one, 0, 0, BYTES, "b");
        Transport.Listener words = listen(two, bytes.port(), 0, WORDS, "w");
        owner.close();
        assertThat(owner.isRunning()).isTrue();
        words.close();
        await().untilAsserted(() -> assertThat(owner.isRunning()).isFalse());
    }

    @Test
    void limitsHoldForEachAlone() throws Exception {
        try (Transport.Listener bytes = listen(one, 0, 1, BYTES, "b");
                Transport.Listener words = listen(two, bytes.port(), 2, WORDS, "w");
                Socket first = connect(bytes);
                Socket tooMany = connect(bytes);
                Socket other = connect(bytes)) {
            assertThat(exchange(first, "\u00da\u00bb")).startsWith("b");
            send(tooMany, "\u00da\u00bb");
            assertThat(ends(tooMany)).isTrue();
            assertThat(exchange(other, "GET ")).isEqualTo("wGET ");
            try (Socket another = connect(bytes)) {
                assertThat(exchange(another, "GET ")).isEqualTo("wGET ");
            }
        }
    }

    @Test
    void noMoreAreUndecidedThanBothTake() throws Exception {
        try (Transport.Listener bytes = listen(one, 0, 1, BYTES, "b");
                Transport.Listener words = listen(two, bytes.port(), 2, WORDS, "w");
                Socket first = connect(bytes);
                Socket second = connect(bytes);
                Socket third = connect(bytes);
                Socket tooMany = connect(bytes)) {
            assertThat(ends(tooMany)).isTrue();
            for (Socket each : List.of(second, third)) {
                assertThat(exchange(each, "GET ")).isEqualTo("wGET ");
            }
            assertThat(exchange(first, "\u00da\u00bb")).startsWith("b");
        }
    }

    @Test
    void protocolsThatBeginAlikeShareNoPort() throws Exception {
        Opening alike = Opening.words("alike", LONG, List.of("GETAWAY", "GET"));
        try (Transport.Listener words = listen(one, 0, 0, WORDS, "w")) {
            assertThatThrownBy(() -> listen(two, words.port(), 0, alike, "a"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot listen on 127.0.0.1:%d: the protocol 'words' listens there,"
                                            .formatted(words.port())
                                    + " whose connections begin as those of 'alike'");
            BindOptions alone = new BindOptions("127.0.0.1", words.port(), 0, Duration.ZERO);
            assertThatThrownBy(() -> two.bind(alone, connection -> new Marking(connection, "a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void whoBindsAnotherAddressIsToldWhichOneIsOpen() throws Exception {
        try (Transport.Listener words = listen(one, 0, 0, WORDS, "w")) {
            BindOptions all = new BindOptions("0.0.0.0", words.port(), 0, Duration.ZERO, BYTES);
            assertThatThrownBy(() -> two.bind(all, connection -> new Marking(connection, "b")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "this process has it open at 127.0.0.1: to share a port, bind the same"
                                    + " address");
        }
    }
}
