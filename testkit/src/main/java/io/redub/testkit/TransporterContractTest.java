package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.transport.BindOptions;
import io.redub.transport.ConnectOptions;
import io.redub.transport.Connection;
import io.redub.transport.Outgoing;
import io.redub.transport.Receiver;
import io.redub.transport.Transport;
import io.redub.transport.Transporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Transporter} promises. */
public abstract class TransporterContractTest {
    private static final String HOST = "127.0.0.1";

    private final Queue<Heard> accepted = new ConcurrentLinkedQueue<>();
    private Transport transport;

    protected abstract Transporter transporter();

    @BeforeEach
    void open() {
        transport = transporter().open(2);
    }

    @AfterEach
    void close() {
        transport.close();
        transport.close();
    }

    /** Remembers what happens on one connection. */
    private static final class Heard implements Receiver {
        final Connection connection;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final AtomicInteger idle = new AtomicInteger();
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();

        Heard(Connection connection) {
            this.connection = connection;
        }

        @Override
        public synchronized void received(ByteBuf in) {
            byte[] chunk = new byte[in.readableBytes()];
            in.readBytes(chunk);
            bytes.writeBytes(chunk);
        }

        synchronized int count() {
            return bytes.size();
        }

        synchronized byte[] soFar() {
            return bytes.toByteArray();
        }

        @Override
        public void idle() {
            idle.incrementAndGet();
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            closed.complete(true);
        }
    }

    private Transport.Listener bind(Duration idle) throws IOException {
        return transport.bind(
                new BindOptions(HOST, 0, 0, idle),
                connection -> {
                    Heard heard = new Heard(connection);
                    accepted.add(heard);
                    return heard;
                });
    }

    private Heard connect(int port) throws Exception {
        CompletableFuture<Heard> made = new CompletableFuture<>();
        transport
                .connect(
                        new ConnectOptions(HOST, port, Duration.ofSeconds(5), Duration.ZERO),
                        connection -> {
                            Heard heard = new Heard(connection);
                            made.complete(heard);
                            return heard;
                        })
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return made.get(10, TimeUnit.SECONDS);
    }

    private Heard firstAccepted() {
        await().until(() -> !accepted.isEmpty());
        return accepted.element();
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf out = Unpooled.buffer();
        for (int value : values) {
            out.writeByte(value);
        }
        return out;
    }

    @Test
    void bytesGoBothWaysInOrder() throws Exception {
        try (Transport.Listener listener = bind(Duration.ZERO)) {
            Heard client = connect(listener.port());
            for (int i = 0; i < 100; i++) {
                assertThat(client.connection.send(bytes(i))).isTrue();
            }
            Heard server = firstAccepted();
            await().until(() -> server.count() == 100);
            for (int i = 0; i < 100; i++) {
                assertThat(server.soFar()[i]).isEqualTo((byte) i);
            }
            server.connection.send(bytes(7, 8, 9));
            await().untilAsserted(() -> assertThat(client.soFar()).containsExactly(7, 8, 9));
            assertThat(client.connection.peer()).isEqualTo(HOST + ":" + listener.port());
        }
    }

    @Test
    void framesOfManyThreadsStayWhole() throws Exception {
        try (Transport.Listener listener = bind(Duration.ZERO)) {
            Heard client = connect(listener.port());
            int threads = 4;
            int frames = 500;
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int mark = t;
                senders.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    for (int i = 0; i < frames; i++) {
                                        int size = 1 + (i * 37) % 12_000;
                                        ByteBuf frame = Unpooled.buffer(size + 5);
                                        frame.writeByte(mark).writeInt(size);
                                        byte[] body = new byte[size];
                                        Arrays.fill(body, (byte) mark);
                                        frame.writeBytes(body);
                                        assertThat(client.connection.send(frame)).isTrue();
                                    }
                                }));
            }
            senders.forEach(CompletableFuture::join);
            Heard server = firstAccepted();
            long expected = 0;
            for (int i = 0; i < frames; i++) {
                expected += threads * (6L + (i * 37) % 12_000);
            }
            long all = expected;
            await().atMost(Duration.ofSeconds(30)).until(() -> server.count() == all);
            ByteBuf read = Unpooled.wrappedBuffer(server.soFar());
            while (read.isReadable()) {
                int mark = read.readByte();
                for (int n = read.readInt(); n > 0; n--) {
                    assertThat((int) read.readByte()).isEqualTo(mark);
                }
            }
        }
    }

    @Test
    void aSenderIsAskedRightBeforeItsBytesGoAndMayLeaveThemOut() throws Exception {
        try (Transport.Listener listener = bind(Duration.ZERO)) {
            Heard client = connect(listener.port());
            AtomicInteger asked = new AtomicInteger();
            Outgoing withdrawn =
                    new Outgoing() {
                        private final ByteBuf frame = bytes(1);

                        @Override
                        public ByteBuf frame() {
                            return frame;
                        }

                        @Override
                        public boolean writing() {
                            asked.incrementAndGet();
                            return false;
                        }

                        @Override
                        public void dropped() {
                            throw new AssertionError("the connection is open");
                        }
                    };
            assertThat(client.connection.send(withdrawn)).isTrue();
            client.connection.send(bytes(2));
            Heard server = firstAccepted();
            await().untilAsserted(() -> assertThat(server.soFar()).containsExactly(2));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void closingOneEndIsToldToBothAfterWhatWasQueuedIsWritten() throws Exception {
        try (Transport.Listener listener = bind(Duration.ZERO)) {
            Heard client = connect(listener.port());
            client.connection.send(bytes(1, 2, 3));
            client.connection.close();
            Heard server = firstAccepted();
            assertThat(client.closed.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.closed.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.soFar()).containsExactly(1, 2, 3);
            assertThat(client.connection.isOpen()).isFalse();
            assertThat(client.connection.send(bytes(4))).isFalse();
        }
    }

    @Test
    void aSilentConnectionIsReportedIdle() throws Exception {
        try (Transport.Listener listener = bind(Duration.ofMillis(100))) {
            connect(listener.port());
            Heard server = firstAccepted();
            await().untilAsserted(() -> assertThat(server.idle.get()).isPositive());
        }
    }

    @Test
    void aPortInUseIsSaidWithItsAddress() throws Exception {
        try (Transport.Listener listener = bind(Duration.ZERO)) {
            BindOptions again = new BindOptions(HOST, listener.port(), 0, Duration.ZERO);
            assertThatThrownBy(() -> transport.bind(again, Heard::new))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(HOST + ":" + listener.port());
        }
    }

    @Test
    void anAddressWhereNobodyListensIsSaid() throws Exception {
        int port;
        try (Transport.Listener listener = bind(Duration.ZERO)) {
            port = listener.port();
        }
        assertThatThrownBy(() -> connect(port))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining(HOST + ":" + port);
    }

    @Test
    void aListenerThatClosesClosesWhatItAccepted() throws Exception {
        Transport.Listener listener = bind(Duration.ZERO);
        Heard client = connect(listener.port());
        firstAccepted();
        listener.close();
        assertThat(client.closed.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
