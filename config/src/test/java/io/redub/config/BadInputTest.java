package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever bytes a consumer sends, a provider answers with the status that Dubbo peers expect where
 * an answer is possible, and goes on serving: on the same connection if its frames can still be
 * told apart, on others in any case.
 */
class BadInputTest {
    private static final int PAYLOAD = 64 * 1024;
    private static final int OK = 20;
    private static final int BAD_REQUEST = 40;
    private static final int BUSY = 100;

    /** The service under fire. */
    public interface Target {
        String greet(String name);

        Box same(Box box);

        void note(String text);

        void block();

        byte[] bytes(int count);
    }

    /** What the service admits. */
    public static class Box implements Serializable {
        private static final long serialVersionUID = 1L;
        public Object content;
    }

    /** A class of this very class path that no signature names. */
    public static final class Outsider implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger MADE = new AtomicInteger();
        public String name;

        public Outsider() {
            MADE.incrementAndGet();
        }
    }

    static final class Bean implements Target {
        final AtomicInteger notes = new AtomicInteger();
        volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public String greet(String name) {
            return "hello " + name;
        }

        @Override
        public Box same(Box box) {
            return box;
        }

        @Override
        public void note(String text) {
            notes.incrementAndGet();
        }

        @Override
        public void block() {
            try {
                gate.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public byte[] bytes(int count) {
            return new byte[count];
        }
    }

    private static final String SERVICE = Target.class.getName();
    private static final Bean BEAN = new Bean();
    private static RedubBootstrap provider;

    @BeforeAll
    static void start() {
        provider = provider(Map.of("payload", Integer.toString(PAYLOAD)));
    }

    private static RedubBootstrap provider(Map<String, String> parameters) {
        return RedubBootstrap.application("fired-at")
                .protocol("dubbo", 0, parameters)
                .host("127.0.0.1")
                .shutdownWait(Duration.ZERO)
                .service(ServiceConfig.of(Target.class, BEAN))
                .start();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static RawPeer connect() throws IOException {
        return RawPeer.connect(provider.port("dubbo"));
    }

    private static byte[] greet(String name) {
        return RawPeer.request(
                SERVICE, "0.0.0", "greet", "Ljava/lang/String;", RawPeer.string(name));
    }

    private static void assertServes(RawPeer peer) throws IOException {
        long id = new Random().nextLong();
        peer.send(RawPeer.frame(RawPeer.CALL, 0, id, greet("you")));
        RawPeer.Frame answer = peer.receive();
        assertThat(answer).as("an answer, not the end of the connection").isNotNull();
        assertThat(answer.id()).isEqualTo(id);
        assertThat(answer.status()).isEqualTo(OK);
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).contains("hello you");
    }

    private static void assertServesOthers() throws IOException {
        try (RawPeer other = connect()) {
            assertServes(other);
        }
    }

    private static RawPeer.Frame refused(RawPeer peer, int flags, byte[] body) throws IOException {
        peer.send(RawPeer.frame(flags, 0, 77, body));
        RawPeer.Frame answer = peer.receive();
        assertThat(answer).as("an answer, not the end of the connection").isNotNull();
        assertThat(answer.id()).isEqualTo(77);
        assertThat(answer.flags()).isEqualTo(flags & 0x1f);
        assertThat(answer.status()).isEqualTo(BAD_REQUEST);
        assertThat(answer.text()).startsWith("Fail to decode request due to: ");
        assertServes(peer);
        return answer;
    }

    @Test
    void bytesWithoutTheMagicNumberAreSkippedUpToTheNextFrame() throws IOException {
        try (RawPeer peer = connect()) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertServes(peer);
        }
    }

    @Test
    void aFloodOfGarbageEndsItsConnectionAndNoOther() throws IOException {
        try (RawPeer peer = connect()) {
            byte[] garbage = new byte[16 * 1024];
            Arrays.fill(garbage, (byte) 'x');
            boolean refused = false;
            for (int i = 0; i < 1_000 && !refused; i++) {
                try {
                    peer.send(garbage);
                } catch (IOException closed) {
                    refused = true;
                }
            }
            assertThat(refused).as("the connection was closed").isTrue();
        }
        assertServesOthers();
    }

    @Test
    void aBodyOverThePayloadLimitIsRefusedAndSkipped() throws IOException {
        try (RawPeer peer = connect()) {
            RawPeer.Frame answer = refused(peer, RawPeer.CALL, new byte[PAYLOAD + 1]);
            assertThat(answer.text()).contains("65537 bytes").contains("payload limit: 65536");
        }
    }

    @Test
    void anAnnouncedLengthAloneTakesNoMemory() throws IOException {
        List<RawPeer> peers = new ArrayList<>();
        try (RedubBootstrap wide = provider(Map.of("payload", "0"))) {
            long before = PlatformDependent.usedDirectMemory() + usedHeap();
            for (int i = 0; i < 50; i++) {
                RawPeer peer = RawPeer.connect(wide.port("dubbo"));
                peers.add(peer);
                peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, 1 << 30, new byte[100]));
            }
            try (RawPeer other = RawPeer.connect(wide.port("dubbo"))) {
                assertServes(other);
            }
            long after = PlatformDependent.usedDirectMemory() + usedHeap();
            assertThat(after - before).isLessThan(64L << 20);
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    private static long usedHeap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aNegativeLengthEndsTheConnection() throws IOException {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, -1, new byte[0]));
            assertThat(peer.receive()).isNull();
        }
        assertServesOthers();
    }

    @Test
    void aFrameThatBreaksOffIsForgotten() throws IOException {
        byte[] frame = RawPeer.frame(RawPeer.CALL, 0, 1, greet("you"));
        for (int length : new int[] {1, 2, 15, 16, 17, frame.length - 1}) {
            try (RawPeer peer = connect()) {
                peer.send(Arrays.copyOf(frame, length));
            }
        }
        assertServesOthers();
    }

    @Test
    void aHeaderThatComesByteByByteHoldsUpNobody() throws IOException {
        try (RawPeer slow = connect()) {
            byte[] frame = RawPeer.frame(RawPeer.CALL, 0, 5, greet("slow"));
            for (byte each : frame) {
                slow.send(new byte[] {each});
                if (each == 0) {
                    assertServesOthers();
                }
            }
            assertThat(slow.receive().id()).isEqualTo(5);
        }
    }

    @Test
    void aConnectionThatFallsSilentWithinAFrameIsClosed() throws IOException {
        try (RedubBootstrap impatient = provider(Map.of("heartbeat", "200"));
                RawPeer peer = RawPeer.connect(impatient.port("dubbo"))) {
            peer.send(Arrays.copyOf(RawPeer.frame(RawPeer.CALL, 0, 1, greet("you")), 9));
            assertThat(peer.receive()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 6, 8, 9, 10, 12, 22, 31})
    void aSerializationThatIsNotOfferedIsRefused(int serialization) throws IOException {
        try (RawPeer peer = connect()) {
            RawPeer.Frame answer = refused(peer, 0xc0 | serialization, greet("you"));
            assertThat(answer.text()).contains("serialization id " + serialization);
        }
    }

    @Test
    void anUnknownServiceIsRefusedByName() throws IOException {
        try (RawPeer peer = connect()) {
            byte[] body = RawPeer.request("no.Such", "0.0.0", "hi", "", new byte[0]);
            RawPeer.Frame answer = refused(peer, RawPeer.CALL, body);
            assertThat(answer.text()).contains("Service not found: no.Such").contains(SERVICE);
        }
    }

    @Test
    void anUnknownVersionIsRefused() throws IOException {
        try (RawPeer peer = connect()) {
            byte[] body = RawPeer.request(SERVICE, "9.9.9", "greet", "", new byte[0]);
            RawPeer.Frame answer = refused(peer, RawPeer.CALL, body);
            assertThat(answer.text()).contains("Service not found: " + SERVICE + ":9.9.9");
        }
    }

    @Test
    void anUnknownGroupIsRefused() throws IOException {
        try (RawPeer peer = connect()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (String item :
                    List.of("2.0.2", SERVICE, "0.0.0", "greet", "Ljava/lang/String;", "x")) {
                body.writeBytes(RawPeer.string(item));
            }
            body.writeBytes(RawPeer.map(Map.of("path", SERVICE, "group", "other")));
            RawPeer.Frame answer = refused(peer, RawPeer.CALL, body.toByteArray());
            assertThat(answer.text()).contains("Service not found: other/" + SERVICE);
        }
    }

    @Test
    void aGroupOfAPeerReachesMessagesCutAndOnOneLine() throws IOException {
        try (RawPeer peer = connect()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (String item :
                    List.of("2.0.2", SERVICE, "0.0.0", "greet", "Ljava/lang/String;", "x")) {
                body.writeBytes(RawPeer.string(item));
            }
            String group = "a\r\nb" + "c".repeat(1_000);
            body.writeBytes(RawPeer.map(Map.of("path", SERVICE, "group", group)));
            RawPeer.Frame answer = refused(peer, RawPeer.CALL, body.toByteArray());
            assertThat(answer.text())
                    .contains("Service not found: a??bc")
                    .doesNotContain("\r", "\n")
                    .hasSizeLessThan(500);
        }
    }

    @Test
    void anUnknownMethodIsRefusedBeforeItsArgumentsAreLookedAt() throws IOException {
        try (RawPeer peer = connect()) {
            byte[] nonsense = {0x45, 0x40, 0x45};
            byte[] body =
                    RawPeer.request(SERVICE, "0.0.0", "greet", "Ljava/lang/Object;", nonsense);
            RawPeer.Frame answer = refused(peer, RawPeer.CALL, body);
            assertThat(answer.text()).contains("greet").contains("no such method");
        }
    }

    @Test
    void controlCharactersOfAPeerDoNotReachMessages() throws IOException {
        try (RawPeer peer = connect()) {
            byte[] body = RawPeer.request("no\r\nSuch", "0.0.0", "hi", "", new byte[0]);
            assertThat(refused(peer, RawPeer.CALL, body).text()).doesNotContain("\r", "\n");
        }
    }

    @Test
    void argumentsThatCannotBeReadAreRefused() throws IOException {
        try (RawPeer peer = connect()) {
            for (byte[] nonsense :
                    List.of(
                            new byte[] {0x45},
                            new byte[] {0x51, (byte) 0x95},
                            new byte[] {'I', 0},
                            new byte[] {'S', (byte) 0xff, (byte) 0xff, 'x'},
                            new byte[] {'C', 'C', 'C'},
                            new byte[0])) {
                byte[] body =
                        RawPeer.request(SERVICE, "0.0.0", "greet", "Ljava/lang/String;", nonsense);
                refused(peer, RawPeer.CALL, body);
            }
        }
    }

    @Test
    void aRequestThatEndsWithinItsHeadIsRefused() throws IOException {
        byte[] whole = greet("you");
        try (RawPeer peer = connect()) {
            for (int length = 0; length < whole.length - 1; length++) {
                refused(peer, RawPeer.CALL, Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void aClassNoSignatureNamesIsNeitherLoadedNorMade() throws IOException {
        String type = Outsider.class.getName();
        ByteArrayOutputStream argument = new ByteArrayOutputStream();
        argument.write('C');
        argument.writeBytes(RawPeer.string(Box.class.getName()));
        argument.write(0x91);
        argument.writeBytes(RawPeer.string("content"));
        argument.write(0x60);
        argument.write('C');
        argument.writeBytes(RawPeer.string(type));
        argument.write(0x91);
        argument.writeBytes(RawPeer.string("name"));
        argument.write(0x61);
        argument.writeBytes(RawPeer.string("x"));
        byte[] body =
                RawPeer.request(
                        SERVICE,
                        "0.0.0",
                        "same",
                        Box.class.descriptorString(),
                        argument.toByteArray());
        try (RawPeer peer = connect()) {
            assertThat(refused(peer, RawPeer.CALL, body).text()).contains(type);
        }
        assertThat(Outsider.MADE).hasValue(0);
    }

    @Test
    void nestingWithoutEndIsRefusedNotOverflowed() throws IOException {
        byte[] nested = new byte[PAYLOAD - 1_000];
        Arrays.fill(nested, (byte) 0x79);
        try (RawPeer peer = connect()) {
            ByteArrayOutputStream argument = new ByteArrayOutputStream();
            argument.write('C');
            argument.writeBytes(RawPeer.string(Box.class.getName()));
            argument.write(0x91);
            argument.writeBytes(RawPeer.string("content"));
            argument.write(0x60);
            argument.writeBytes(nested);
            refused(
                    peer,
                    RawPeer.CALL,
                    RawPeer.request(
                            SERVICE,
                            "0.0.0",
                            "same",
                            Box.class.descriptorString(),
                            argument.toByteArray()));
        }
    }

    @Test
    void aResponseToNoRequestIsIgnored() throws IOException {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.frame(0x02, OK, 123, new byte[] {(byte) 0x92}));
            peer.send(RawPeer.frame(0x22, OK, 124, new byte[] {'N'}));
            assertServes(peer);
        }
    }

    @Test
    void aHeartbeatIsAnsweredWithItsOwnBody() throws IOException {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, -9, new byte[] {'N'}));
            RawPeer.Frame answer = peer.receive();
            assertThat(answer.flags()).isEqualTo(0x22);
            assertThat(answer.status()).isEqualTo(OK);
            assertThat(answer.id()).isEqualTo(-9);
            assertThat(answer.hex()).isEqualTo("4e");
        }
    }

    @Test
    void anEventThatWantsNoAnswerGetsNone() throws IOException {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_EVENT, 0, 1, new byte[] {1, 'R'}));
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 2, new byte[1_000]));
            assertServes(peer);
        }
    }

    @Test
    void aOneWayCallIsAnsweredNeitherWhenItRunsNorWhenItIsRefused() throws IOException {
        int before = BEAN.notes.get();
        try (RawPeer peer = connect()) {
            byte[] note =
                    RawPeer.request(
                            SERVICE, "0.0.0", "note", "Ljava/lang/String;", RawPeer.string("x"));
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_CALL, 0, 1, note));
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_CALL, 0, 2, new byte[] {1, 2, 3}));
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_CALL, 0, 3, new byte[PAYLOAD + 1]));
            await().untilAsserted(() -> assertThat(BEAN.notes).hasValue(before + 1));
            assertServes(peer);
        }
    }

    @Test
    void aProviderWithoutAFreeThreadSaysSoWithStatus100() throws IOException {
        BEAN.gate = new CountDownLatch(1);
        try (RedubBootstrap small = provider(Map.of("threads", "1", "queues", "2"));
                RawPeer peer = RawPeer.connect(small.port("dubbo"))) {
            byte[] block = RawPeer.request(SERVICE, "0.0.0", "block", "", new byte[0]);
            for (int i = 0; i < 8; i++) {
                peer.send(RawPeer.frame(RawPeer.CALL, 0, i, block));
            }
            RawPeer.Frame answer = peer.receive();
            assertThat(answer.status()).isEqualTo(BUSY);
            assertThat(answer.text()).contains("is busy").contains("1 of 1 threads");
            BEAN.gate.countDown();
            int answers = 1;
            while (answers < 8) {
                assertThat(peer.receive().status()).isIn(OK, BUSY);
                answers++;
            }
            assertServes(peer);
        } finally {
            BEAN.gate.countDown();
        }
    }

    @Test
    void anAnswerOverThePayloadLimitIsAnError() throws IOException {
        byte[] body = askForBytes(PAYLOAD + 1);
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.frame(RawPeer.CALL, 0, 1, body));
            RawPeer.Frame answer = peer.receive();
            assertThat(answer.status()).isEqualTo(50);
            assertThat(answer.text()).contains("payload limit: 65536");
            assertServes(peer);
        }
    }

    private static byte[] askForBytes(int count) {
        byte[] argument = ByteBuffer.allocate(5).put((byte) 'I').putInt(count).array();
        return RawPeer.request(SERVICE, "0.0.0", "bytes", "I", argument);
    }

    @Test
    void aPeerThatReadsLateGetsAllItsAnswers() throws IOException {
        try (RedubBootstrap wide = provider(Map.of());
                RawPeer peer = RawPeer.connect(wide.port("dubbo"))) {
            for (int i = 0; i < 50; i++) {
                peer.send(RawPeer.frame(RawPeer.CALL, 0, i, askForBytes(1 << 20)));
            }
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            for (int i = 0; i < 50; i++) {
                assertThat(peer.receive().status()).isEqualTo(OK);
            }
        }
    }

    @Test
    void aPeerThatNeverReadsItsAnswersLosesItsConnectionNotTheProvidersMemory() throws IOException {
        try (RedubBootstrap wide = provider(Map.of());
                RawPeer peer = RawPeer.connect(wide.port("dubbo"))) {
            byte[] request = RawPeer.frame(RawPeer.CALL, 0, 1, askForBytes(1 << 20));
            boolean closed = false;
            for (int i = 0; i < 400_000 && !closed; i++) {
                try {
                    peer.send(request);
                } catch (IOException lost) {
                    closed = true;
                }
            }
            assertThat(closed).as("the connection was closed").isTrue();
            try (RawPeer other = RawPeer.connect(wide.port("dubbo"))) {
                assertServes(other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void noMutationOfARequestStopsTheProvider(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] box =
                RawPeer.request(
                        SERVICE, "0.0.0", "same", Box.class.descriptorString(), new byte[] {'N'});
        RawPeer peer = connect();
        try {
            for (int i = 0; i < 500; i++) {
                byte[] body = (random.nextBoolean() ? greet("you") : box).clone();
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                }
                int length = random.nextInt(5) == 0 ? random.nextInt(body.length) : body.length;
                peer.send(RawPeer.frame(RawPeer.CALL, 0, i, Arrays.copyOf(body, length)));
                RawPeer.Frame answer = peer.receive();
                assertThat(answer).as("seed %d, round %d", seed, i).isNotNull();
                assertThat(answer.id()).isEqualTo(i);
                assertThat(answer.status()).as("seed %d, round %d", seed, i).isIn(OK, BAD_REQUEST);
            }
            for (int i = 0; i < 300; i++) {
                byte[] frame = RawPeer.frame(RawPeer.CALL, 0, i, greet("you"));
                frame[random.nextInt(16)] = (byte) random.nextInt(256);
                peer.close();
                peer = connect();
                peer.send(frame);
            }
        } finally {
            peer.close();
        }
        assertServesOthers();
    }
}
