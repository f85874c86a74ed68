package io.redub.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.redub.transport.BindOptions;
import io.redub.transport.Opening;
import io.redub.transport.Receiver;
import io.redub.transport.Transport;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IoThreadsTest {
    /** Rules by script know by it where they must not wait. */
    @Test
    void ioThreadsHaveTheNameByWhichOtherLayersKnowThem() throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        Opening opening = Opening.words("words", Duration.ofMinutes(1), List.of("GET "));
        try (Transport transport = new NettyTransporter().open(1);
                Transport.Listener listener =
                        transport.bind(
                                new BindOptions("127.0.0.1", 0, 10, Duration.ZERO, opening),
                                connection -> new Naming(name));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream().write(1);

            assertThat(name.get(10, TimeUnit.SECONDS)).startsWith("redub-io");
        }
    }

    private record Naming(CompletableFuture<String> name) implements Receiver {
        @Override
        public void received(ByteBuf in) {
            in.skipBytes(in.readableBytes());
            name.complete(Thread.currentThread().getName());
        }

        @Override
        public void idle() {}

        @Override
        public void closed(@Nullable Throwable cause) {}
    }
}
