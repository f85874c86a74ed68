package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When connections are made, how many, and what becomes of lost ones. */
class ConnectionsTest {
    /** The service. */
    public interface Who {
        String caller();

        void note(String text);
    }

    /** A second one. */
    public interface Other {
        String caller();
    }

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private RedubBootstrap consumer;
    private Door door;

    /** Lets connections through to the provider, counts them, and can cut them. */
    private static final class Door implements AutoCloseable {
        final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        final AtomicInteger accepted = new AtomicInteger();
        final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final int behind;

        Door(int behind) throws IOException {
            this.behind = behind;
            daemon(this::accept);
        }

        private static void daemon(Runnable work) {
            Thread thread = new Thread(work, "door");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket from = listening.accept();
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), behind);
                    sockets.add(from);
                    sockets.add(to);
                    accepted.incrementAndGet();
                    daemon(() -> copy(from, to));
                    daemon(() -> copy(to, from));
                }
            } catch (IOException closed) {
                cut();
            }
        }

        private static void copy(Socket from, Socket to) {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException cut) {
                Thread.currentThread().interrupt();
            }
        }

        void cut() {
            for (Socket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            sockets.clear();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        RedubBootstrap provider = provider("connections");
        open.add(provider);
        door = new Door(provider.port("dubbo"));
        open.add(door);
        consumer = RedubBootstrap.application("connections-consumer");
        open.add(consumer);
    }

    /** The system takes a connection before the door does. */
    private void cut() {
        await().until(() -> door.accepted.get() > 0);
        door.cut();
    }

    private RedubBootstrap provider(String name) {
        Who who =
                new Who() {
                    @Override
                    public String caller() {
                        return name + RpcContext.get().caller();
                    }

                    @Override
                    public void note(String text) {
                        notes.add(text);
                    }
                };
        Other other = () -> name + RpcContext.get().caller();
        return RedubBootstrap.application(name)
                .protocol("dubbo", 0)
                .host("127.0.0.1")
                .service(ServiceConfig.of(Who.class, who))
                .service(ServiceConfig.of(Other.class, other))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private String url() {
        return "dubbo://127.0.0.1:" + door.listening.getLocalPort();
    }

    private Who who(UnaryOperator<ReferenceConfig<Who>> change) {
        return consumer.refer(change.apply(ReferenceConfig.of(Who.class).url(url())));
    }

    private static Set<String> callers(Who who) {
        Set<String> callers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            callers.add(who.caller());
        }
        return callers;
    }

    @Test
    void aLazyReferenceConnectsAtItsFirstCall() {
        Who who = who(it -> it.set("lazy", "true"));
        assertThat(door.accepted).hasValue(0);
        assertThat(who.caller()).isNotEmpty();
        assertThat(door.accepted).hasValue(1);
    }

    @Test
    void aLazyReferenceConnectsAtItsFirstOneWayCall() {
        Who who = who(it -> it.set("lazy", "true").method("note", m -> m.oneWay(true)));
        who.note("first");
        await().untilAsserted(() -> assertThat(notes).containsExactly("first"));
    }

    @Test
    void aLazyReferenceToNobodyFailsAtItsFirstCall() throws IOException {
        door.close();
        Who who = who(it -> it.set("lazy", "true").retries(0));
        assertThatThrownBy(who::caller)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.NETWORK));
    }

    @Test
    void referencesShareOneConnection() {
        Who who = who(it -> it);
        Other other = consumer.refer(ReferenceConfig.of(Other.class).url(url()));
        assertThat(callers(who)).containsExactly(other.caller());
        assertThat(door.accepted).hasValue(1);
    }

    @Test
    void aReferenceUsesAllItsOwnConnections() {
        who(it -> it);
        Who who = who(it -> it.set("connections", "3"));
        assertThat(callers(who)).hasSize(3);
        assertThat(door.accepted).hasValue(4);
    }

    @Test
    void referencesMayShareSeveral() {
        Who first = who(it -> it.parameter("shareconnections", "2"));
        Who second = who(it -> it.parameter("shareconnections", "2"));
        assertThat(callers(first)).hasSize(2).isEqualTo(callers(second));
        assertThat(door.accepted).hasValue(2);
    }

    @Test
    void aLostConnectionIsMadeAgainInTheBackground() {
        who(it -> it);
        cut();
        await().untilAsserted(() -> assertThat(door.accepted).hasValue(2));
    }

    @Test
    void withoutReconnectTheNextCallMakesIt() {
        Who who = who(it -> it.set("reconnect", "false").retries(0));
        cut();
        // Longer than the pause before a connection would be tried again.
        await().during(Duration.ofMillis(1_500)).until(() -> door.accepted.get() == 1);
        assertThat(who.caller()).isNotEmpty();
        assertThat(door.accepted).hasValue(2);
    }

    @Test
    void withoutEitherACallFailsAtOnce() {
        Who who = who(it -> it.set("reconnect", "false").set("send-reconnect", "false").retries(0));
        assertThat(who.caller()).isNotEmpty();
        cut();
        await().untilAsserted(
                        () ->
                                assertThatThrownBy(who::caller)
                                        .isInstanceOf(RpcException.class)
                                        .hasMessageContaining("send.reconnect"));
        assertThat(door.accepted).hasValue(1);
    }

    @Test
    void aStickyReferenceStaysWithItsProviderWhileThatIsUp() {
        RedubBootstrap second = provider("second");
        open.add(second);
        String both = url() + ";dubbo://127.0.0.1:" + second.port("dubbo");
        Who who =
                consumer.refer(
                        ReferenceConfig.of(Who.class).url(both).set("sticky", "true").retries(1));
        Set<String> chosen = callers(who);
        assertThat(chosen).hasSize(1);
        Who free = consumer.refer(ReferenceConfig.of(Who.class).url(both));
        assertThat(callers(free)).hasSize(2);
    }

    @Test
    void moreConnectionsThanCanBeMeantAreAnError() {
        assertThatThrownBy(() -> who(it -> it.set("connections", "100000")))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("connections: 100000 (expected: 0..1024)");
    }
}
