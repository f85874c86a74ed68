package io.redub.protocol.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.url.URL;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.rmi.Naming;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.rmi.UnmarshalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller can do to a service by Spring's handler, good and bad; the JDK is the client. */
class SpringCallsTest {
    private static final int MARK = 0x0BADCAFE;

    /** Its exception is its own. */
    public interface Shop {
        String buy(String item, Number count) throws Till.SoldOut;

        long sum(int[] values);

        Object echo(Object any);
    }

    private final RmiProtocol protocol = new RmiProtocol();
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();
    private int port;

    @BeforeEach
    void export() {
        // Where RMI's client finds Spring's names; a caller with Spring has them on its class path.
        thread.setContextClassLoader(SpringNames.of(SpringCalls.class).getClassLoader());
        ServiceModel model = ServiceModel.of(Shop.class);
        Exporter exporter =
                protocol.export(
                        new ProviderService(
                                model,
                                URL.valueOf(
                                        "rmi://127.0.0.1:0/shop?payload=100000&interface="
                                                + model.interfaceName()),
                                call -> CompletableFuture.completedFuture(answer(call))));
        port = exporter.url().getPort();
        assertThat(exporter.url().getParameter("release")).isEqualTo("2.7.0");
    }

    @AfterEach
    void close() {
        protocol.destroy();
        thread.setContextClassLoader(before);
    }

    private static Result answer(Invocation call) {
        return switch (call.methodName()) {
            case "buy" -> {
                Object item = call.arguments()[0];
                yield item.equals("gold")
                        ? Result.failure(Status.application(new Till.SoldOut("no gold", 3)))
                        : Result.value(item + " " + call.attachments());
            }
            case "sum" -> Result.value((long) ((int[]) call.arguments()[0]).length);
            default -> Result.value(call.arguments()[0]);
        };
    }

    private Object send(Object envelope) throws Throwable {
        Object stub = Naming.lookup("rmi://127.0.0.1:" + port + "/shop");
        try {
            return SpringNames.invoke().invoke(stub, envelope);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Envelope envelope(
            Map<String, Object> attributes, String name, Class<?>[] types, Object... arguments) {
        Envelope envelope = SpringNames.envelope(SpringCall.class);
        envelope.fill(name, types, arguments, attributes);
        return envelope;
    }

    private static Envelope buy(Map<String, Object> attributes, Object item) {
        Class<?>[] types = {String.class, Number.class};
        return envelope(attributes, "buy", types, item, 3);
    }

    @Test
    void attachmentsComeAsDubboWritesThem() throws Throwable {
        assertThat(send(buy(null, "tea"))).isEqualTo("tea {}");
        assertThat(
                        send(
                                buy(
                                        new HashMap<>(
                                                Map.of(
                                                        "dubbo.attachments",
                                                        new HashMap<>(Map.of("k", "v")))),
                                        "tea")))
                .isEqualTo("tea {k=v}");
    }

    @Test
    void whatTheMethodThrewIsToldApartFromWhatWentWrong() {
        assertThatThrownBy(() -> send(buy(null, "gold")))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(Till.SoldOut.class)
                .hasMessage("no gold");
        assertThatThrownBy(() -> send(envelope(null, "steal", new Class<?>[] {String.class}, "x")))
                .isInstanceOf(NoSuchMethodException.class)
                .hasMessageContaining("Shop has no method steal(Ljava/lang/String;)");
        assertThatThrownBy(() -> send(envelope(null, "x".repeat(5000), new Class<?>[0])))
                .isInstanceOf(NoSuchMethodException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void argumentsThatDoNotFitAreRefusedWithTheReason() {
        Class<?>[] types = {String.class, Number.class};
        refused(buy(null, 7), "argument 1 of buy is java.lang.Integer, no java.lang.String");
        refused(envelope(null, "buy", types, "x"), "buy has 2 parameters, not 1");
        refused(envelope(null, "buy", types, (Object[]) null), "buy has 2 parameters, not 0");
        refused(null, "it is null");
        refused(
                buy(new HashMap<>(Map.of("dubbo.attachments", new HashMap<>(Map.of(1, "v")))), "x"),
                "the name of an attachment is no text");
    }

    private void refused(Envelope envelope, String reason) {
        assertThatThrownBy(() -> send(envelope))
                .isInstanceOf(ServerException.class)
                .cause()
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("errors.md#serialization");
    }

    @Test
    void whatIsNotAdmittedIsNeitherLoadedNorMade() {
        Class<?>[] any = {Object.class};
        assertThatThrownBy(() -> send(envelope(null, "echo", any, new Outsider())))
                .isInstanceOf(ServerException.class)
                .cause()
                .isInstanceOf(UnmarshalException.class)
                .hasStackTraceContaining("ClassNotFoundException")
                .hasStackTraceContaining("Outsider is not admitted");
        assertThatThrownBy(
                        () ->
                                send(
                                        envelope(
                                                new HashMap<>(Map.of("a", new Outsider())),
                                                "echo",
                                                any,
                                                "x")))
                .hasStackTraceContaining("Outsider is not admitted");
        assertThat(Outsider.MADE).hasValue(0);
        // Of the JDK, but no value.
        assertThatThrownBy(
                        () ->
                                send(
                                        envelope(
                                                null,
                                                "echo",
                                                any,
                                                new javax.swing.event.EventListenerList())))
                .hasStackTraceContaining("REJECTED");
        assertThatThrownBy(
                        () ->
                                send(
                                        envelope(
                                                null,
                                                "echo",
                                                new Class<?>[] {File[].class, Outsider.class},
                                                "x")))
                .hasStackTraceContaining("Outsider is not admitted");
    }

    @Test
    void anArrayThatClaimsMoreThanThereIsTakesNoMemory() throws Exception {
        byte[] request =
                Jrmp.call(
                        SpringNames.invoke(),
                        Jrmp.hash(SpringNames.invoke()),
                        new Object[] {
                            envelope(null, "sum", new Class<?>[] {int[].class}, new int[] {MARK, 1})
                        });
        ByteBuffer bytes = ByteBuffer.wrap(request);
        int at = 0;
        while (bytes.getInt(at) != MARK) {
            at++;
        }
        assertThat(bytes.getInt(at - 4)).isEqualTo(2);
        bytes.putInt(at - 4, Integer.MAX_VALUE);
        Stub stub = Stub.read(exchange(null, Jrmp.lookUp("shop")));
        assertThat(stub.faces()).contains(SpringNames.HANDLER);

        byte[] answer = exchange(stub, request);

        assertThat(new String(answer, StandardCharsets.ISO_8859_1)).contains("REJECTED");
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(new int[6000]);
        }
        assertThatThrownBy(() -> send(envelope(null, "echo", new Class<?>[] {Object.class}, many)))
                .isInstanceOf(RemoteException.class);
    }

    private byte[] exchange(Stub stub, byte[] request) throws Exception {
        return Jrmp.exchange(
                new Socket(),
                new InetSocketAddress("127.0.0.1", stub == null ? port : stub.port()),
                stub == null ? null : stub.id(),
                request,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(10),
                5000,
                100_000);
    }
}
