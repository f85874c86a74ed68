package io.redub.protocol.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.serialize.Gadgets;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.Naming;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.rmi.registry.LocateRegistry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RmiTest {
    private static final ServiceModel TILL = ServiceModel.of(Till.class);
    private static final ServiceModel STORE = ServiceModel.of(Store.class);

    /** Of Redub alone: it is no remote interface. */
    public interface Store {
        Object echo(Object any);

        Till.Receipt receipt(Till.Receipt receipt);
    }

    /** Its method cannot tell of failures. */
    public interface Careless extends Remote {
        void nothing();
    }

    private final RmiProtocol protocol = new RmiProtocol();

    @AfterEach
    void close() {
        protocol.destroy();
    }

    private static Invoker bean(Object target) {
        return call -> {
            try {
                return CompletableFuture.completedFuture(
                        Result.value(call.method().method().invoke(target, call.arguments())));
            } catch (InvocationTargetException e) {
                return Result.failed(Status.application(e.getCause()));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private Exporter export(ServiceModel model, String path, int port, String more, Invoker by) {
        return protocol.export(
                new ProviderService(
                        model,
                        URL.valueOf(
                                "rmi://127.0.0.1:"
                                        + port
                                        + "/"
                                        + path
                                        + "?interface="
                                        + model.interfaceName()
                                        + more),
                        by));
    }

    private Exporter till(String more) {
        return export(TILL, "till", 0, more, bean(new TillBean()));
    }

    private ProviderInvoker refer(ServiceModel model, String path, int port, String more)
            throws Exception {
        ProviderInvoker invoker =
                protocol.refer(
                        model,
                        URL.valueOf(
                                "rmi://127.0.0.1:" + port + "/" + path + "?timeout=10000" + more));
        invoker.ready().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return invoker;
    }

    private static Result result(Invoker invoker, MethodModel method, Object... arguments)
            throws Exception {
        return invoker.invoke(Invocation.of(method, arguments))
                .toCompletableFuture()
                .get(15, TimeUnit.SECONDS);
    }

    private static Object call(Invoker invoker, String name, Object... arguments) throws Exception {
        Result result = result(invoker, TILL.named(name).get(0), arguments);
        assertThat(result).isInstanceOf(Result.Value.class);
        return ((Result.Value) result).value();
    }

    private static Status failure(Result result) {
        assertThat(result).isInstanceOf(Result.Failure.class);
        return ((Result.Failure) result).status();
    }

    private static Status failure(Invoker invoker, String name, Object... arguments)
            throws Exception {
        return failure(result(invoker, TILL.named(name).get(0), arguments));
    }

    /** Has neither Redub nor any library. */
    private static Process plain(Class<?> main, String argument) throws Exception {
        Path classes = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xshare:auto",
                        "-cp",
                        classes.toString(),
                        main.getName(),
                        argument)
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void aProcessWithTheJdkAloneCallsARemoteInterface() throws Exception {
        int port = till("").url().getPort();
        Process client = plain(PlainClient.class, "rmi://127.0.0.1:" + port + "/till");
        List<String> lines = output(client).lines().toList();
        assertThat(client.waitFor()).as(() -> String.join("\n", lines)).isZero();
        assertThat(lines.subList(0, 7))
                .containsExactly(
                        "hello plain",
                        "108.75",
                        "3",
                        "-",
                        "Receipt[items=[tea], total=2]",
                        "no gold 3",
                        "nothing to echo");
        assertThat(String.join("\n", lines.subList(7, lines.size()))).contains("REJECTED");
        assertThat(Outsider.MADE).hasValue(0);
    }

    @Test
    void redubCallsAPlainServer() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process server = plain(PlainServer.class, Integer.toString(port));
        try {
            assertThat(output(server).readLine()).isEqualTo("ready");
            try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
                assertThat(invoker.available()).isTrue();
                checkAll(invoker);
            }
            try (ProviderInvoker nobody = refer(TILL, "nothing", port, "")) {
                Status missing = failure(nobody, "greet", "x");
                assertThat(missing.code()).isEqualTo(StatusCode.SERVICE_NOT_FOUND);
                assertThat(missing.surelyNotExecuted()).isTrue();
            }
        } finally {
            server.getOutputStream().close();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void checkAll(Invoker invoker) throws Exception {
        assertThat(call(invoker, "greet", "redub")).isEqualTo("hello redub");
        assertThat(call(invoker, "sum", (byte) 1, (short) 2, 3, 4L, 0.5f, 0.25, true, 'a'))
                .isEqualTo(108.75);
        assertThat(call(invoker, "count", new int[] {1, 2})).isEqualTo(2L);
        assertThat(call(invoker, "sign", true)).isEqualTo('+');
        assertThat(call(invoker, "pause", 0L)).isNull();
        assertThat(call(invoker, "buy", Map.of("tea", 2)))
                .isEqualTo(new Till.Receipt(List.of("tea"), 2));
        assertThat(failure(invoker, "buy", Map.of("gold", 1)).cause())
                .isInstanceOfSatisfying(
                        Till.SoldOut.class,
                        e -> {
                            assertThat(e).hasMessage("no gold");
                            assertThat(e.left).isEqualTo(3);
                        });
        assertThat(failure(invoker, "echo", new Object[] {null}).cause())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void redubCallsARemoteInterfaceOfRedub() throws Exception {
        int port = till("").url().getPort();
        try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
            checkAll(invoker);
            Status outside = failure(invoker, "echo", new Outsider());
            assertThat(outside.code()).isEqualTo(StatusCode.SERIALIZATION);
            assertThat(Outsider.MADE).hasValue(0);
        }
    }

    @Test
    void anAnswerOfAClassThatNobodyNamedIsNotMade() throws Exception {
        int port =
                export(
                                TILL,
                                "till",
                                0,
                                "",
                                call ->
                                        CompletableFuture.completedFuture(
                                                Result.value(new Outsider())))
                        .url()
                        .getPort();
        try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
            Status status = failure(invoker, "echo", "x");
            assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
            assertThat(status.message()).contains("Outsider is not admitted");
            assertThat(Outsider.MADE).hasValue(0);
        }
    }

    @Test
    void noGadgetPassesAnyWayIn() throws Exception {
        int port = till("").url().getPort();
        export(STORE, "store", port, "", bean(null));
        Till till = (Till) Naming.lookup("rmi://127.0.0.1:" + port + "/till");
        for (String name : Gadgets.NAMES) {
            Class<?> type;
            try {
                type = Class.forName(name, false, getClass().getClassLoader());
            } catch (ClassNotFoundException | LinkageError absent) {
                continue;
            }
            // An empty array names its class without being one.
            Object probe = java.lang.reflect.Array.newInstance(type, 0);
            assertThatThrownBy(() -> till.echo(probe))
                    .as(name)
                    .isInstanceOf(ServerException.class)
                    .hasStackTraceContaining("REJECTED");
        }
        Remote stub = (Remote) Naming.lookup("rmi://127.0.0.1:" + port + "/till");
        assertThatThrownBy(() -> till.echo(stub)).hasStackTraceContaining("REJECTED");
        RemoteCalls store = (RemoteCalls) Naming.lookup("rmi://127.0.0.1:" + port + "/store/redub");
        assertThatThrownBy(() -> store.call(new byte[9_000_000]))
                .isInstanceOf(RemoteException.class);
        assertThat(store.call(new byte[] {1, 2, 3})).isNotEmpty();
    }

    /** Reading a table asks for the hash of its keys, and that of a URL asks a name server. */
    @Test
    void noNameServerIsAskedForAKey() throws Exception {
        int port = till("").url().getPort();
        Till till = (Till) Naming.lookup("rmi://127.0.0.1:" + port + "/till");
        java.net.URL url = new java.net.URL("http://127.0.0.1/");
        for (Object hostile :
                List.of(Map.of(url, 1), new HashMap<>(Map.of(url, 1)), List.of(url))) {
            assertThatThrownBy(() -> till.echo(hostile)).hasStackTraceContaining("REJECTED");
        }
        assertThat(till.echo(java.net.URI.create("http://a/")))
                .isEqualTo(java.net.URI.create("http://a/"));
    }

    @Test
    void plainValuesOfTheJdkGoIn() throws Exception {
        int port = till("").url().getPort();
        Till till = (Till) Naming.lookup("rmi://127.0.0.1:" + port + "/till");
        for (Object value :
                List.of(
                        List.of(),
                        List.of(1, 2, 3),
                        Set.of("a"),
                        Set.of(1, 2, 3),
                        Map.of(1, "a", 2, "b"),
                        new HashMap<>(Map.of("a", List.of(1))),
                        new TreeMap<>(Map.of("a", 1)),
                        EnumSet.of(TimeUnit.DAYS),
                        Arrays.asList("a", "b"),
                        ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Paris")),
                        Instant.ofEpochSecond(1),
                        new BigDecimal("1.5"),
                        UUID.randomUUID(),
                        new Till.Receipt(List.of("a"), 1))) {
            assertThat(till.echo(value)).isEqualTo(value);
        }
    }

    @Test
    void aTableThatClaimsTooManyPlacesIsRefused() throws Exception {
        int port = till("&payload=10000").url().getPort();
        Till till = (Till) Naming.lookup("rmi://127.0.0.1:" + port + "/till");
        assertThat(till.echo(new Object[1000])).isInstanceOf(Object[].class);
        assertThat(till.echo(new Object[1000])).isInstanceOf(Object[].class);
        assertThatThrownBy(() -> till.echo(new Object[] {new Object[4000], new Object[7000]}))
                .isInstanceOf(RemoteException.class);
        assertThatThrownBy(() -> till.greet("x".repeat(20_000)))
                .isInstanceOf(RemoteException.class);
    }

    @Test
    void interfacesThatAreNotRemoteGoWithAttachments() throws Exception {
        Exporter exporter =
                export(
                        STORE,
                        "store",
                        0,
                        "&group=g&version=1.0",
                        call ->
                                CompletableFuture.completedFuture(
                                        Result.value(
                                                List.of(
                                                        call.attachments().getOrDefault("k", "-"),
                                                        call.arguments()[0]))));
        try (ProviderInvoker invoker =
                refer(STORE, "store", exporter.url().getPort(), "&group=g&version=1.0")) {
            Result result =
                    invoker.invoke(
                                    Invocation.of(STORE.named("echo").get(0), "x")
                                            .withAttachment("k", "v"))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
            assertThat(((Result.Value) result).value()).isEqualTo(List.of("v", "x"));
            Status status = failure(result(invoker, STORE.named("echo").get(0), new Outsider()));
            assertThat(status.code()).isEqualTo(StatusCode.SERIALIZATION);
            assertThat(Outsider.MADE).hasValue(0);
            assertThat(((Result.Value) result(invoker, STORE.echo(), "ping")).value())
                    .isEqualTo("ping");
        }
    }

    @Test
    void attachmentsTravelBetweenRedubsForARemoteInterfaceToo() throws Exception {
        Exporter exporter =
                export(
                        TILL,
                        "till",
                        0,
                        "",
                        call ->
                                CompletableFuture.completedFuture(
                                        Result.value(call.attachment("k") + "")));
        try (ProviderInvoker invoker = refer(TILL, "till", exporter.url().getPort(), "")) {
            Result result =
                    invoker.invoke(
                                    Invocation.of(TILL.named("greet").get(0), "x")
                                            .withAttachment("k", "v"))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
            assertThat(((Result.Value) result).value()).isEqualTo("v");
            assertThat(((Result.Value) result(invoker, TILL.echo(), "ping")).value())
                    .isEqualTo("ping");
        }
    }

    @Test
    void attachmentsGoInDubbosOwnClassesToWhoSaysItsRelease() throws Exception {
        Exporter exporter =
                export(
                        STORE,
                        "store",
                        0,
                        "",
                        call ->
                                CompletableFuture.completedFuture(
                                        call.arguments()[0] == null
                                                ? Result.failure(
                                                        Status.of(
                                                                StatusCode.LIMIT_EXCEEDED,
                                                                Origin.REMOTE,
                                                                "enough"))
                                                : Result.value(call.attachment("k") + "")));
        int port = exporter.url().getPort();
        LocateRegistry.getRegistry("127.0.0.1", port).unbind("store/redub");
        MethodModel echo = STORE.named("echo").get(0);
        Map<String, String> releases =
                Map.of("&release=2.7.23", "v", "&dubbo=2.6.5", "v", "&dubbo=2.0.2", "null");
        for (Map.Entry<String, String> each : releases.entrySet()) {
            try (ProviderInvoker invoker = refer(STORE, "store", port, each.getKey())) {
                Result result =
                        invoker.invoke(Invocation.of(echo, "x").withAttachment("k", "v"))
                                .toCompletableFuture()
                                .get(10, TimeUnit.SECONDS);
                assertThat(((Result.Value) result).value())
                        .as(each.getKey())
                        .isEqualTo(each.getValue());
                Status full = failure(result(invoker, echo, new Object[] {null}));
                assertThat(full.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
                Status outside = failure(result(invoker, echo, new Outsider()));
                assertThat(outside.code()).isEqualTo(StatusCode.SERIALIZATION);
            }
        }
        assertThat(Outsider.MADE).hasValue(0);
    }

    @Test
    void servicesShareAPortThatIsFreeWhenTheLastHasLeft() throws Exception {
        Exporter first = till("");
        int port = first.url().getPort();
        Exporter second = export(STORE, "store", port, "", bean(null));
        assertThat(LocateRegistry.getRegistry("127.0.0.1", port).list())
                .containsExactlyInAnyOrder(
                        "till", "till/redub", "store", "store/redub", "store/generic");
        first.close();
        assertThatThrownBy(() -> Naming.lookup("rmi://127.0.0.1:" + port + "/till"))
                .isInstanceOf(NotBoundException.class);
        second.close();
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> {
                            try (ServerSocket again = new ServerSocket(port)) {
                                assertThat(again.isBound()).isTrue();
                            }
                        });
    }

    @Test
    void aServiceThatIsExportedAnewIsFoundAgain() throws Exception {
        Exporter first = till("");
        int port = first.url().getPort();
        export(STORE, "store", port, "", bean(null));
        try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
            call(invoker, "greet", "a");
            first.close();
            assertThat(failure(invoker, "greet", "b").surelyNotExecuted()).isTrue();
            export(TILL, "till", port, "", bean(new TillBean()));
            assertThat(call(invoker, "greet", "c")).isEqualTo("hello c");
        }
    }

    @Test
    void aSlowCallEndsInTime() throws Exception {
        int port = till("").url().getPort();
        try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
            Invocation call =
                    Invocation.of(TILL.named("pause").get(0), 3000L)
                            .withDeadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200));
            long start = System.nanoTime();
            Status status =
                    failure(invoker.invoke(call).toCompletableFuture().get(10, TimeUnit.SECONDS));
            assertThat(status.code()).isEqualTo(StatusCode.TIMEOUT);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
        }
        try (ServerSocket silent = new ServerSocket(0);
                ProviderInvoker invoker =
                        refer(TILL, "till", silent.getLocalPort(), "&lazy=true&timeout=200")) {
            Status status = failure(invoker, "greet", "x");
            assertThat(status.code()).isEqualTo(StatusCode.TIMEOUT);
            assertThat(status.surelyNotExecuted()).isTrue();
        }
    }

    @Test
    void callsBeyondTheThreadsAreRefused() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Result> later = new CompletableFuture<>();
        int port =
                export(
                                TILL,
                                "till",
                                0,
                                "&threads=1",
                                call -> {
                                    running.countDown();
                                    return later;
                                })
                        .url()
                        .getPort();
        try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
            CompletableFuture<Result> first =
                    invoker.invoke(Invocation.of(TILL.named("greet").get(0), "a"))
                            .toCompletableFuture();
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            Status second = failure(invoker, "greet", "b");
            assertThat(second.code()).isEqualTo(StatusCode.LIMIT_EXCEEDED);
            assertThat(second.surelyNotExecuted()).isTrue();
            later.complete(Result.value("done"));
            assertThat(((Result.Value) first.get(10, TimeUnit.SECONDS)).value()).isEqualTo("done");
        }
    }

    @Test
    void badBytesAndSilentPeersAreDropped() throws Exception {
        int port = till("&accepts=3&idle=300").url().getPort();
        try (Socket garbage = new Socket("127.0.0.1", port)) {
            garbage.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertEnds(garbage);
        }
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            socket.getOutputStream().write("JRM".getBytes(StandardCharsets.UTF_8));
            silent.add(socket);
        }
        for (Socket socket : silent) {
            assertEnds(socket);
            socket.close();
        }
        try (ProviderInvoker invoker = refer(TILL, "till", port, "")) {
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(
                            () ->
                                    assertThat(result(invoker, TILL.named("greet").get(0), "x"))
                                            .isInstanceOf(Result.Value.class));
        }
    }

    private static void assertEnds(Socket socket) throws Exception {
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        byte[] part = new byte[100];
        try {
            int count = in.read(part);
            while (count >= 0) {
                count = in.read(part);
            }
            assertThat(count).isNegative();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void aServerThatIsNoneIsToldAsSuch() throws Exception {
        for (byte[] answer :
                List.of(new byte[] {'H', 'T', 'T', 'P'}, new byte[] {0x51, 1, 2, 3}, new byte[0])) {
            try (ServerSocket server = new ServerSocket(0);
                    ProviderInvoker invoker =
                            refer(TILL, "till", server.getLocalPort(), "&lazy=true&timeout=3000")) {
                Thread answering =
                        new Thread(
                                () -> {
                                    try (Socket socket = server.accept()) {
                                        socket.getInputStream().read(new byte[1000]);
                                        socket.getOutputStream().write(answer);
                                    } catch (java.io.IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                });
                answering.start();
                Status status = failure(invoker, "greet", "x");
                assertThat(status.code())
                        .as(Arrays.toString(answer))
                        .isIn(StatusCode.NETWORK, StatusCode.PROTOCOL);
                assertThat(status.surelyNotExecuted()).isTrue();
                answering.join();
            }
        }
    }

    @Test
    void aRemoteInterfaceThatCannotBeIsToldAtExport() {
        assertThatThrownBy(() -> export(ServiceModel.of(Careless.class), "c", 0, "", bean(null)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> {
                            assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION);
                            assertThat(e).hasMessageContaining("must throw");
                        });
        int port = till("").url().getPort();
        RmiProtocol other = new RmiProtocol();
        assertThatThrownBy(
                        () ->
                                other.export(
                                        new ProviderService(
                                                TILL,
                                                URL.valueOf("rmi://127.0.0.1:" + port + "/till"),
                                                bean(null))))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("choose another port");
    }
}
