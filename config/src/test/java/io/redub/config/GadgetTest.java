package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redub.serialize.Gadgets;
import io.redub.serialize.Touches;
import io.redub.service.Origin;
import io.redub.service.RpcException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The classes of the known attacks on Dubbo and Hessian, in every form and every place in which a
 * message can name them, over real sockets: towards a provider, and towards a consumer. Nothing of
 * them is ever initialised, made or asked; who is attacked says no and goes on.
 */
class GadgetTest {
    /** Takes and gives anything. */
    public interface Target {
        Object same(Object value);

        Box box(Box value);

        String text(String value);
    }

    /** What the service admits. */
    public static class Box implements Serializable {
        private static final long serialVersionUID = 1L;
        public Object content;
    }

    private static final class Bean implements Target {
        @Override
        public Object same(Object value) {
            return value == null ? "nothing" : value.getClass().getName();
        }

        @Override
        public Box box(Box value) {
            return new Box();
        }

        @Override
        public String text(String value) {
            return "hello";
        }
    }

    private static final String SERVICE = Target.class.getName();
    private static final int BAD_REQUEST = 40;
    private static final AtomicLong IDS = new AtomicLong();

    private static RedubBootstrap provider;
    private static RawPeer peer;
    private static HostileProvider hostile;
    private static RedubBootstrap consumer;
    private static Target target;

    @BeforeAll
    static void start() throws IOException {
        provider =
                RedubBootstrap.application("attacked")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .shutdownWait(Duration.ZERO)
                        .service(ServiceConfig.of(Target.class, new Bean()))
                        .start();
        peer = RawPeer.connect(provider.port("dubbo"));
        hostile = new HostileProvider();
        consumer = RedubBootstrap.application("attacked-too").start();
        target =
                consumer.refer(
                        ReferenceConfig.of(Target.class)
                                .url(hostile.url())
                                .timeout(Duration.ofSeconds(10))
                                .retries(0));
    }

    @AfterAll
    static void stop() throws IOException {
        peer.close();
        provider.close();
        consumer.close();
        hostile.close();
    }

    @AfterEach
    void nothingWasTouched() {
        assertThat(Touches.seen()).isEmpty();
    }

    static Stream<String> classes() {
        return Stream.concat(Stream.of(Touches.PROBE), Gadgets.NAMES.stream());
    }

    /** For places where the class could matter less than the form. */
    static Stream<String> some() {
        return Stream.of(
                Touches.PROBE,
                "com.sun.rowset.JdbcRowSetImpl",
                "javax.swing.UIDefaults",
                "java.net.URLClassLoader",
                "io.redub.serialize.ServiceTypes");
    }

    private static RawPeer.Frame ask(byte[] body) throws IOException {
        long id = IDS.incrementAndGet();
        peer.send(RawPeer.frame(RawPeer.CALL, 0, id, body));
        RawPeer.Frame answer = peer.receive();
        assertThat(answer).as("an answer, not the end of the connection").isNotNull();
        assertThat(answer.id()).isEqualTo(id);
        return answer;
    }

    private static byte[] call(String method, String types, byte[] arguments) {
        return RawPeer.request(SERVICE, "0.0.0", method, types, arguments);
    }

    private static void assertServes() throws IOException {
        byte[] body = call("text", "Ljava/lang/String;", RawPeer.string("x"));
        assertThat(ask(body).status()).isEqualTo(20);
    }

    private static void assertRefused(byte[] body, String as, String type) throws IOException {
        RawPeer.Frame answer = ask(body);
        assertThat(answer.status()).as(as).isEqualTo(BAD_REQUEST);
        assertThat(answer.text()).as(as).contains("class ").contains(type + " is not admitted to");
    }

    private static byte[] boxed(Consumer<Hessian> content) {
        return Hessian.bytes(
                h -> {
                    h.object(Box.class.getName(), "content");
                    content.accept(h);
                });
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aProviderRefusesThemInEveryFormAndPlaceOfAnArgument(String type) throws IOException {
        for (var form : Hessian.askingFor(type).entrySet()) {
            assertRefused(
                    call("same", "Ljava/lang/Object;", Hessian.bytes(form.getValue())),
                    form.getKey(),
                    type);
            assertRefused(
                    call("box", Box.class.descriptorString(), boxed(form.getValue())),
                    form.getKey() + " in a field",
                    type);
        }
        for (var form : Hessian.hintingAt(type).entrySet()) {
            byte[] value = Hessian.bytes(form.getValue());
            RawPeer.Frame answer = ask(call("same", "Ljava/lang/Object;", value));
            assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
                    .as(form.getKey())
                    .containsAnyOf(
                            "java.util.HashMap",
                            "java.util.ArrayList",
                            "java.util.LinkedHashSet",
                            "java.util.TreeMap",
                            "UnknownThrowable",
                            " is not admitted to");
        }
        assertServes();
    }

    @ParameterizedTest
    @MethodSource("some")
    void aProviderMakesNothingOfThemWhereATextOrABoxIsDeclared(String type) throws IOException {
        Stream.concat(
                        Hessian.askingFor(type).entrySet().stream(),
                        Hessian.hintingAt(type).entrySet().stream())
                .forEach(
                        form -> {
                            try {
                                byte[] value = Hessian.bytes(form.getValue());
                                assertThat(ask(call("text", "Ljava/lang/String;", value)).status())
                                        .as(form.getKey())
                                        .isEqualTo(BAD_REQUEST);
                                ask(call("box", Box.class.descriptorString(), value));
                            } catch (IOException e) {
                                throw new AssertionError(form.getKey(), e);
                            }
                        });
        assertServes();
    }

    @ParameterizedTest
    @MethodSource("some")
    void aProviderRefusesThemInAttachments(String type) throws IOException {
        for (var form : Hessian.askingFor(type).entrySet()) {
            byte[] body =
                    Hessian.bytes(
                            h -> {
                                head(h, "text", "Ljava/lang/String;").text("x");
                                h.map().text("path").text(SERVICE).text("trace");
                                form.getValue().accept(h);
                                h.end();
                            });
            assertRefused(body, form.getKey(), type);
            byte[] asKey =
                    Hessian.bytes(
                            h -> {
                                head(h, "text", "Ljava/lang/String;").text("x").map();
                                form.getValue().accept(h);
                                h.text("v").end();
                            });
            assertThat(ask(asKey).status()).as(form.getKey()).isEqualTo(BAD_REQUEST);
        }
        assertServes();
    }

    private static Hessian head(Hessian h, String method, String types) {
        return h.text("2.0.2").text(SERVICE).text("0.0.0").text(method).text(types);
    }

    /** CVE-2020-11995: texts of the head that were read as objects. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void noTextOfTheHeadCanBeAnObject(int position) throws IOException {
        for (String type : List.of(Touches.PROBE, "com.sun.rowset.JdbcRowSetImpl")) {
            for (var form : Hessian.askingFor(type).entrySet()) {
                byte[] body =
                        Hessian.bytes(
                                h -> {
                                    List<String> head =
                                            List.of(
                                                    "2.0.2",
                                                    SERVICE,
                                                    "0.0.0",
                                                    "text",
                                                    "Ljava/lang/String;");
                                    for (int i = 0; i < head.size(); i++) {
                                        if (i == position) {
                                            form.getValue().accept(h);
                                        } else {
                                            h.text(head.get(i));
                                        }
                                    }
                                    h.text("x").map().end();
                                });
                RawPeer.Frame answer = ask(body);
                assertThat(answer.status()).as(form.getKey()).isEqualTo(BAD_REQUEST);
                assertThat(answer.text()).as(form.getKey()).contains("expected: string");
            }
        }
        assertServes();
    }

    /** CVE-2020-1948, CVE-2021-37579: arguments of what does not exist were read nevertheless. */
    @Test
    void argumentsOfAnUnknownServiceVersionOrMethodAreNotRead() throws IOException {
        byte[] unreadable = Hessian.bytes(h -> h.object(Touches.PROBE).raw('E'));
        for (byte[] body :
                List.of(
                        RawPeer.request("no.Such", "0.0.0", "text", "", unreadable),
                        RawPeer.request(SERVICE, "9.9.9", "text", "", unreadable),
                        call("none", "Ljava/lang/Object;", unreadable),
                        call("text", "L" + Touches.PROBE.replace('.', '/') + ";", unreadable),
                        call("same", Touches.PROBE, unreadable))) {
            RawPeer.Frame answer = ask(body);
            assertThat(answer.status()).isEqualTo(BAD_REQUEST);
            assertThat(answer.text()).contains("Service not found").doesNotContain("admitted");
        }
        assertServes();
    }

    /** CVE-2021-25641: the caller chose a serialization that nobody had offered. */
    @Test
    void aBodyInASerializationThatIsNotOfferedIsNotRead() throws IOException {
        ByteArrayOutputStream java = new ByteArrayOutputStream();
        java.writeBytes(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0});
        java.write(Touches.PROBE.length());
        java.writeBytes(Touches.PROBE.getBytes(StandardCharsets.US_ASCII));
        for (int id = 1; id < 32; id++) {
            if (id == 2) {
                continue;
            }
            long call = IDS.incrementAndGet();
            peer.send(RawPeer.frame(0xc0 | id, 0, call, java.toByteArray()));
            RawPeer.Frame answer = peer.receive();
            assertThat(answer.id()).isEqualTo(call);
            assertThat(answer.status()).isEqualTo(BAD_REQUEST);
            assertThat(answer.text()).contains("serialization id " + id);
        }
        assertServes();
    }

    @Test
    void eventsAndHeartbeatsAreNeverReadAsObjects() throws IOException {
        for (var form : Hessian.askingFor(Touches.PROBE).entrySet()) {
            byte[] body = Hessian.bytes(form.getValue());
            peer.send(RawPeer.frame(RawPeer.ONE_WAY_EVENT, 0, 1, body));
            peer.send(RawPeer.frame(0x22, 20, 2, body));
            peer.send(RawPeer.frame(0x02, 20, 3, body));
            peer.send(RawPeer.frame(RawPeer.HEARTBEAT, 0, 4, body));
            assertServes();
        }
    }

    // ---- generic calls

    private static RawPeer.Frame invoke(Map<String, String> attachments, Consumer<Hessian> argument)
            throws IOException {
        return ask(
                Hessian.bytes(
                        h -> {
                            head(
                                            h,
                                            "$invoke",
                                            "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;")
                                    .text("box")
                                    .typedList("[string", 1)
                                    .text(Box.class.getName())
                                    .typedList("[object", 1);
                            argument.accept(h);
                            h.map().text("path").text(SERVICE);
                            attachments.forEach((key, value) -> h.text(key).text(value));
                            h.end();
                        }));
    }

    /** CVE-2021-30179: the caller chose a form with a deserializer of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"nativejava", "bean", "gson", "protobuf-json", "fastjson", "class"})
    void aFormOfGenericCallsThatReadsBytesIsRefused(String form) throws IOException {
        byte[] java = {(byte) 0xac, (byte) 0xed, 0, 5, 't', 0, 1, 'x'};
        RawPeer.Frame answer =
                invoke(
                        Map.of("generic", form, "interceptor.generic", form),
                        h -> h.raw(0x20 + java.length).bytes(java));
        assertThat(text(answer)).contains("generic: '" + form + "' (expected: 'true'");
        assertServes();
    }

    private static String text(RawPeer.Frame answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** CVE-2023-23638: a map became whatever class it named, and was stored in its fields. */
    @ParameterizedTest
    @MethodSource("some")
    void aMapBecomesNoClassBecauseItNamesIt(String type) throws IOException {
        for (String generic : List.of("true", "raw.return")) {
            Map<String, String> form = Map.of("generic", generic);
            Consumer<Hessian> gadget =
                    h ->
                            h.map()
                                    .text("class")
                                    .text(type)
                                    .text("command")
                                    .text("ldap://127.0.0.1:1/x")
                                    .text("fullName")
                                    .text("x")
                                    .end();
            assertThat(invoke(form, gadget).status()).isEqualTo(20);
            assertThat(
                            invoke(
                                            form,
                                            h -> {
                                                h.map().text("content");
                                                gadget.accept(h);
                                                h.end();
                                            })
                                    .status())
                    .isEqualTo(20);
            assertThat(
                            invoke(
                                            form,
                                            h -> {
                                                h.map().text("content").list(1).map();
                                                gadget.accept(h);
                                                h.text("v").end().end();
                                            })
                                    .status())
                    .isEqualTo(20);
            for (var asked : Hessian.askingFor(type).entrySet()) {
                RawPeer.Frame answer = invoke(form, asked.getValue());
                assertThat(answer.status()).as(asked.getKey()).isEqualTo(BAD_REQUEST);
                assertThat(answer.text()).contains(type + " is not admitted");
            }
        }
        assertServes();
    }

    @Test
    void noNameInAGenericCallIsLookedUp() throws IOException {
        for (String type : List.of(Touches.PROBE, "javax.script.ScriptEngineManager")) {
            RawPeer.Frame answer =
                    ask(
                            Hessian.bytes(
                                    h ->
                                            head(
                                                            h,
                                                            "$invoke",
                                                            "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;")
                                                    .text("box")
                                                    .typedList("[string", 1)
                                                    .text(type)
                                                    .typedList("[object", 1)
                                                    .nothing()
                                                    .map()
                                                    .text("path")
                                                    .text(SERVICE)
                                                    .end()));
            assertThat(text(answer)).contains("has no method box(" + type + ")");
        }
        assertServes();
    }

    // ---- towards a consumer

    private static RpcException failure(byte[] body) {
        hostile.answerWith(20, body);
        Throwable thrown = catchThrowable(() -> target.same("x"));
        hostile.answerWith(20, Hessian.bytes(h -> h.raw(0x91).text("ok")));
        assertThat(target.same("x")).as("the next call").isEqualTo("ok");
        assertThat(thrown).isInstanceOf(RpcException.class);
        return (RpcException) thrown;
    }

    /** CVE-2023-29234: a hostile provider attacked its consumers. */
    @ParameterizedTest
    @MethodSource("classes")
    void aConsumerRefusesThemInResultsExceptionsAndAttachments(String type) {
        for (var form : Hessian.askingFor(type).entrySet()) {
            for (Consumer<Hessian> body :
                    List.<Consumer<Hessian>>of(
                            h -> form.getValue().accept(h.raw(0x91)),
                            h -> form.getValue().accept(h.raw(0x90)),
                            h -> {
                                h.raw(0x94).text("ok").map().text("k");
                                form.getValue().accept(h);
                                h.end();
                            },
                            h -> {
                                h.raw(0x95).map();
                                form.getValue().accept(h);
                                h.text("v").end();
                            })) {
                RpcException failure = failure(Hessian.bytes(body));
                assertThat(failure.isSerialization()).as(form.getKey()).isTrue();
                assertThat(failure.status().origin()).isEqualTo(Origin.AFTER_SEND);
            }
        }
    }

    /** An error is told in a text: where an object stands for it, the object is not read. */
    @Test
    void anErrorsTextCannotBeAnObject() {
        for (var form : Hessian.askingFor(Touches.PROBE).entrySet()) {
            hostile.answerWith(70, Hessian.bytes(form.getValue()));
            Throwable thrown = catchThrowable(() -> target.same("x"));
            assertThat(thrown)
                    .as(form.getKey())
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("status 70")
                    .hasMessageContaining("cannot be read");
        }
    }

    @Test
    void anExceptionOfAClassThatIsNotAdmittedIsOnlyItsNameAndTexts() {
        RpcException failure =
                failure(
                        Hessian.bytes(
                                h ->
                                        h.raw(0x90)
                                                .object(
                                                        Touches.PROBE,
                                                        "detailMessage",
                                                        "stackTrace",
                                                        "command")
                                                .text("${jndi:ldap://127.0.0.1:1/x}")
                                                .nothing()
                                                .object("no.such.Thing", "a")
                                                .text("b")));
        assertThat(failure).hasMessageContaining("threw " + Touches.PROBE);
    }
}
