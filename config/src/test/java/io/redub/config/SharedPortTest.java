package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two services of one port stop on their own: neither waits for the other, nor silences it. */
class SharedPortTest {
    /** One of the services. */
    public interface Work {
        void go();
    }

    private static final String SERVICE = Work.class.getName();

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private RedubBootstrap any;
    private ServiceExport slow;
    private ServiceExport idle;

    @BeforeEach
    void start() {
        any = RedubBootstrap.application("any").start();
        slow = export("slow", 0, this::block);
        idle = export("idle", slow.url().getPort(), () -> {});
    }

    private void block() {
        started.countDown();
        try {
            gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServiceExport export(String group, int port, Work work) {
        return Exported.at(
                group,
                port,
                ServiceConfig.of(Work.class, work).group(group).version(group),
                any.monitor());
    }

    @AfterEach
    void stop() {
        gate.countDown();
        slow.close();
        idle.close();
        any.close();
    }

    /** The next frame is the answer to an echo, so nothing was announced before it. */
    private static void assertNothingAnnounced(RawPeer peer) throws IOException {
        peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 9, new byte[] {'N'}));
        assertThat(peer.receive().id()).isEqualTo(9);
    }

    private static void assertAnnounced(RawPeer peer) throws IOException {
        RawPeer.Frame event = peer.receive();
        assertThat(event.flags() & 0x20).as("an event").isNotZero();
        assertThat(event.text()).isEqualTo("R");
    }

    @Test
    void consumersAreToldOnceTheLastServiceStopsToo() throws IOException {
        try (RawPeer peer = RawPeer.connect(slow.url().getPort())) {
            assertNothingAnnounced(peer);
            idle.announceStop();
            idle.announceStop();
            assertNothingAnnounced(peer);
            slow.announceStop();
            assertAnnounced(peer);
        }
    }

    @Test
    void consumersAreToldWhenTheLastOneThatGoesOnLeaves() throws IOException {
        try (RawPeer peer = RawPeer.connect(slow.url().getPort())) {
            assertNothingAnnounced(peer);
            idle.announceStop();
            slow.close();
            assertAnnounced(peer);
        }
    }

    @Test
    void aServiceThatIsGoneSilencesNoOther() throws IOException {
        try (RawPeer peer = RawPeer.connect(slow.url().getPort())) {
            idle.announceStop();
            idle.close();
            idle.announceStop();
            assertNothingAnnounced(peer);
        }
    }

    @Test
    void callsCountForTheServiceTheyAreMadeOf() throws Exception {
        try (RawPeer peer = RawPeer.connect(slow.url().getPort())) {
            byte[] body = request();
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, body));
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(slow.active()).isEqualTo(1);
            assertThat(idle.active()).isZero();
            gate.countDown();
            assertThat(peer.receive().status()).isEqualTo(20);
            await().untilAsserted(() -> assertThat(slow.active()).isZero());
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 2, new byte[] {'N'}));
            assertThat(peer.receive().status()).isEqualTo(40);
            await().untilAsserted(() -> assertThat(idle.active()).isZero());
        }
    }

    private static byte[] request() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String item : new String[] {"2.0.2", SERVICE, "slow", "go", ""}) {
            body.writeBytes(RawPeer.string(item));
        }
        body.writeBytes(RawPeer.map(Map.of("path", SERVICE, "group", "slow", "version", "slow")));
        return body.toByteArray();
    }
}
