package io.redub.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.redub.transport.BindOptions;
import io.redub.transport.ConnectOptions;
import io.redub.transport.Connection;
import io.redub.transport.Receiver;
import io.redub.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostLookupTest {
    private final Queue<String> lookups = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Transport transport = new NettyTransport(1, new HostLookup(this::resolve));

    private InetAddress resolve(String host) throws UnknownHostException {
        lookups.add(host + " by " + Thread.currentThread().getName());
        if (host.equals("nowhere.invalid")) {
            throw new UnknownHostException(host);
        }
        if (host.equals("slow.invalid")) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return InetAddress.getLoopbackAddress();
    }

    @AfterEach
    void close() {
        never.countDown();
        transport.close();
    }

    private static Receiver ignore(Connection connection) {
        return new Receiver() {
            @Override
            public void received(ByteBuf in) {
                in.skipBytes(in.readableBytes());
            }

            @Override
            public void idle() {}

            @Override
            public void closed(Throwable cause) {}
        };
    }

    private Connection connect(String host, int port, Duration timeout) throws Exception {
        return transport
                .connect(
                        new ConnectOptions(host, port, timeout, Duration.ZERO),
                        HostLookupTest::ignore)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private Transport.Listener listen() throws IOException {
        return transport.bind(
                new BindOptions("127.0.0.1", 0, 0, Duration.ZERO), HostLookupTest::ignore);
    }

    @Test
    void aNameIsLookedUpOnAThreadThatMayBlock() throws Exception {
        try (Transport.Listener listener = listen()) {
            Connection connection =
                    connect("somewhere.invalid", listener.port(), Duration.ofSeconds(5));
            assertThat(connection.isOpen()).isTrue();
            assertThat(lookups).hasSize(1).allMatch(by -> by.contains(" by redub-lookup-"));
        }
    }

    @Test
    void anAddressIsNotLookedUp() throws Exception {
        try (Transport.Listener listener = listen()) {
            assertThat(connect("127.0.0.1", listener.port(), Duration.ofSeconds(5)).isOpen())
                    .isTrue();
            assertThat(lookups).isEmpty();
        }
    }

    @Test
    void thePlatformsNamesWork() throws Exception {
        Transport platform = new NettyTransporter().open(1);
        try (Transport.Listener listener = listen()) {
            Connection connection =
                    platform.connect(
                                    new ConnectOptions(
                                            "localhost",
                                            listener.port(),
                                            Duration.ofSeconds(5),
                                            Duration.ZERO),
                                    HostLookupTest::ignore)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
            assertThat(connection.isOpen()).isTrue();
        } finally {
            platform.close();
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatThrownBy(() -> connect("nowhere.invalid", 20880, Duration.ofSeconds(5)))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("cannot connect to nowhere.invalid:20880: unknown host");
    }

    @Test
    void aSlowLookupEndsWithTheTimeout() {
        assertThatThrownBy(() -> connect("slow.invalid", 20880, Duration.ofMillis(50)))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect to slow.invalid:20880: looking up the host");
    }
}
