package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.interop.api.Mirror;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redub and Dubbo 2.7, whose jar has these serializations, in both roles. */
@ParameterizedClass
@ValueSource(strings = {"java", "nativejava"})
class OtherSerializationsTest {
    /** Dubbo's exceptions have other names in Redub, which this form cannot say. */
    private static final Set<String> NOT_IN_THESE = Set.of("aGenericCallTellsTheExceptionByName");

    /** The version of a service that is called back is null, which nativejava cannot say. */
    private static final Set<String> NOT_IN_NATIVE =
            Set.of(
                    "theProviderCallsBackDuringTheCallAndAfterIt",
                    "aWatcherIsTakenBackAsTheSameObject");

    private static String spoken;
    private static RegistryServer ofDubbo;
    private static RegistryServer ofRedub;
    private static Peer dubboProvider;
    private static Peer dubboConsumer;
    private static Framework redubProvider;
    private static Framework redubConsumer;

    private static int dubboPort;
    private static int redubPort;

    @Parameter String serialization;

    static Stream<String> cases() {
        return Cases.common().stream()
                .filter(name -> !NOT_IN_THESE.contains(name))
                .filter(name -> spoken.equals("java") || !NOT_IN_NATIVE.contains(name));
    }

    @BeforeParameterizedClassInvocation
    static void start(String serialization) {
        spoken = serialization;
        ofDubbo = new RegistryServer();
        ofRedub = new RegistryServer();
        String parameter = "serialization=" + serialization;
        dubboProvider =
                Peer.start(Side.DUBBO27, serialization + "-provider", ofDubbo.address(), parameter);
        dubboConsumer = Peer.start(Side.DUBBO27, serialization + "-consumer", ofRedub.address());
        dubboPort = dubboProvider.export();
        redubProvider =
                new RedubFramework(
                        "redub-provider",
                        ofRedub.address(),
                        Map.of("serialization", serialization));
        redubPort = redubProvider.export(Offer.standard(redubProvider, "redub"));
        redubConsumer = new RedubFramework("redub-consumer", ofDubbo.address(), Map.of());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        redubConsumer.close();
        redubProvider.close();
        dubboConsumer.close();
        dubboProvider.close();
        ofRedub.close();
        ofDubbo.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void redubConsumes(String name) throws Throwable {
        Cases.run(name, new Session(redubConsumer, ""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void redubProvides(String name) {
        dubboConsumer.run(name, "");
    }

    @Test
    void thatIsWhatGoesOverTheWire() {
        int id = serialization.equals("java") ? 3 : 7;
        String parameter = "?serialization=" + serialization;
        try (WireTap dubbo = new WireTap(dubboPort);
                WireTap redub = new WireTap(redubPort)) {
            Wish<Mirror> wish = Wish.mirror().at(Side.url(dubbo.port()) + parameter);
            redubConsumer.refer(wish).name();
            dubboConsumer.ask("caller " + Side.url(redub.port()) + parameter);
            for (WireTap tap : List.of(dubbo, redub)) {
                assertThat(tap.toConsumer())
                        .filteredOn(frame -> (frame.flags() & 0xa0) == 0)
                        .isNotEmpty()
                        .allMatch(answer -> (answer.flags() & 31) == id && answer.status() == 20);
            }
        }
    }
}
