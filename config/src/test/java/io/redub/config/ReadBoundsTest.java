package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redub.serialize.Bound;
import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each bound on reading, over a real socket: a message beyond it is refused with a text that says
 * which bound and how to raise it, and harms neither the provider nor the consumer that got it.
 */
class ReadBoundsTest {
    /** Takes and gives anything. */
    public interface Target {
        String text(String text);

        Object any(Object value);
    }

    private static final class Bean implements Target {
        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public Object any(Object value) {
            return "read";
        }
    }

    /** A bound, so low that the message is beyond it; every honest one of the test is not. */
    private record Case(int bound, Consumer<Hessian> message, String refusal) {
        static Case of(Bound bound) {
            return switch (bound) {
                case DEPTH -> new Case(50, nested(100), "nests deeper than 50 levels");
                case ELEMENTS -> new Case(1_000, flat(2_000), "holds more than 1000 elements");
                case CLASSES -> new Case(5, classes(), "names more than 5 classes and types");
                case REFERENCES ->
                        new Case(10, flat(20), "holds more than 10 objects and containers");
                case BYTES -> new Case(10_000, flat(20_000), "has more than 10000 bytes of values");
                // Half a million lists are not read in a millisecond.
                case TIME -> new Case(1, flat(500_000), "takes more than 1 ms to read");
            };
        }
    }

    /** Lists in lists. */
    private static Consumer<Hessian> nested(int levels) {
        return h -> {
            for (int i = 0; i < levels; i++) {
                h.list(1);
            }
            h.nothing();
        };
    }

    /** A list of empty lists. */
    private static Consumer<Hessian> flat(int size) {
        return h -> {
            h.raw('X').number(size);
            for (int i = 0; i < size; i++) {
                h.list(0);
            }
        };
    }

    /** A list of lists of types that nobody knows. */
    private static Consumer<Hessian> classes() {
        return h -> {
            h.list(7);
            for (int i = 0; i < 7; i++) {
                h.typedList("com.acme.List" + i, 0);
            }
        };
    }

    private static RedubBootstrap provider(Map<String, String> port, Map<String, String> service) {
        ServiceConfig<Target> config = ServiceConfig.of(Target.class, new Bean());
        for (Map.Entry<String, String> each : service.entrySet()) {
            config = config.parameter(each.getKey(), each.getValue());
        }
        return RedubBootstrap.application("bounded")
                .protocol("dubbo", 0, port)
                .host("127.0.0.1")
                .shutdownWait(Duration.ZERO)
                .service(config)
                .start();
    }

    private static byte[] call(String method, String types, Consumer<Hessian> argument) {
        return RawPeer.request(
                Target.class.getName(), "0.0.0", method, types, Hessian.bytes(argument));
    }

    private static RawPeer.Frame any(RawPeer peer, Consumer<Hessian> argument) throws IOException {
        peer.send(RawPeer.frame(RawPeer.CALL, 0, 7, call("any", "Ljava/lang/Object;", argument)));
        RawPeer.Frame answer = peer.receive();
        assertThat(answer).as("an answer, not the end of the connection").isNotNull();
        return answer;
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void aProviderRefusesARequestBeyondABoundAndGoesOnServing(Bound bound) throws IOException {
        Case each = Case.of(bound);
        Map<String, String> low = Map.of(bound.parameter(), Integer.toString(each.bound));
        try (RedubBootstrap ofPort = provider(low, Map.of());
                RedubBootstrap ofService = provider(Map.of(), low);
                RedubBootstrap usual = provider(Map.of(), Map.of())) {
            for (RedubBootstrap bounded : new RedubBootstrap[] {ofPort, ofService}) {
                try (RawPeer peer = RawPeer.connect(bounded.port("dubbo"))) {
                    for (int i = 0; i < 3; i++) {
                        RawPeer.Frame refused = any(peer, each.message);
                        assertThat(refused.status()).isEqualTo(40);
                        assertThat(refused.text())
                                .contains("a message of " + Target.class.getName())
                                .contains(each.refusal)
                                .contains("raise " + bound.parameter());
                        assertThat(any(peer, h -> h.text("small")).status()).isEqualTo(20);
                    }
                }
            }
            try (RawPeer peer = RawPeer.connect(usual.port("dubbo"))) {
                assertThat(any(peer, each.message).status()).as("by default").isEqualTo(20);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void aConsumersCallFailsAtABoundAndTheNextOneDoesNot(Bound bound) throws IOException {
        Case each = Case.of(bound);
        try (HostileProvider provider = new HostileProvider();
                RedubBootstrap redub = RedubBootstrap.application("bounded").start()) {
            Target bounded =
                    redub.refer(
                            reference(provider)
                                    .parameter(bound.parameter(), Integer.toString(each.bound)));
            Target usual = redub.refer(reference(provider));
            byte[] message = Hessian.bytes(h -> each.message.accept(h.raw(0x91)));
            for (int i = 0; i < 3; i++) {
                provider.answerWith(20, message);
                Throwable thrown = catchThrowable(() -> bounded.any("x"));
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                RpcException.class,
                                e -> {
                                    assertThat(e.isSerialization()).isTrue();
                                    assertThat(e.status().origin()).isEqualTo(Origin.AFTER_SEND);
                                })
                        .hasMessageContaining(each.refusal)
                        .hasMessageContaining("raise " + bound.parameter());
                assertThat(usual.any("x")).as("by default").isNotNull();
                provider.answerWith(20, Hessian.bytes(h -> h.raw(0x91).text("ok")));
                assertThat(bounded.text("x")).isEqualTo("ok");
            }
        }
    }

    private static ReferenceConfig<Target> reference(HostileProvider provider) {
        return ReferenceConfig.of(Target.class)
                .url(provider.url())
                .timeout(Duration.ofSeconds(10))
                .retries(0);
    }

    /** Claims that the bytes at hand cannot back, one within the other. */
    @Test
    void claimedSizesTakeNoMemory() throws IOException {
        try (RedubBootstrap provider = provider(Map.of(), Map.of());
                RawPeer peer = RawPeer.connect(provider.port("dubbo"))) {
            for (int claim : new int[] {Integer.MAX_VALUE, -1, 1 << 28}) {
                for (Consumer<Hessian> message :
                        java.util.List.<Consumer<Hessian>>of(
                                h -> h.raw('X').number(claim),
                                h -> h.raw('V').text("[int").number(claim),
                                h -> h.raw('V').text("[long").number(claim),
                                h -> h.raw('V').text("java.util.HashSet").number(claim),
                                h -> h.raw('C').text("a").number(claim).raw(0x60),
                                h -> h.list(1).raw('X').number(claim).raw('X').number(claim))) {
                    long before = allocated();
                    assertThat(any(peer, message).status()).isEqualTo(40);
                    assertThat(allocated() - before).isLessThan(200L << 20);
                }
            }
            assertThat(any(peer, h -> h.text("small")).status()).isEqualTo(20);
        }
    }

    private static long allocated() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aBoundThatIsNoNumberOrTooLowIsAnErrorAtStart() {
        for (Bound bound : Bound.values()) {
            assertThatThrownBy(() -> provider(Map.of(), Map.of(bound.parameter(), "0")))
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                    .hasMessageContaining("service " + bound.parameter() + ": '0'");
            try (RedubBootstrap redub = RedubBootstrap.application("bounded").start()) {
                assertThatThrownBy(
                                () ->
                                        redub.refer(
                                                ReferenceConfig.of(Target.class)
                                                        .url("dubbo://127.0.0.1:1")
                                                        .check(false)
                                                        .parameter(bound.parameter(), "many")))
                        .isInstanceOf(RpcException.class)
                        .hasMessageContaining(bound.parameter() + ": 'many'");
            }
        }
    }
}
