package io.redub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.config.RedubBootstrap;
import io.redub.config.ServiceConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one warm unary call costs in types, methods and frames. A consumer in a process of its own,
 * with an embedded ZooKeeper, two providers and the default filters, is traced with {@link
 * TraceAgent}: every entry of a method of Redub (generated classes included) on the calling thread
 * or on an I/O thread counts, JDK methods do not. The serializer has a bar of its own, since how
 * many types it enters depends on the value that is carried; Netty's are counted apart and shown.
 */
class CallPathTest {
    private static final String SERIALIZER = "io.redub.serialize.";
    private static final int TYPES = 35;
    private static final int SERIALIZER_TYPES = 25;
    private static final int ENTRIES = 600;
    private static final int FRAMES = 12;

    @TempDir static Path folder;

    private static final AtomicReference<StackTraceElement[]> stack = new AtomicReference<>();
    private static RedubBootstrap first;
    private static RedubBootstrap second;
    private static Map<String, Long> entered;

    @BeforeAll
    static void callFromATracedProcess() throws Exception {
        String registry = "127.0.0.1:" + freePort();
        first = provider("embedded://" + registry + "?data=" + folder.resolve("zookeeper"));
        second = provider("zookeeper://" + registry);
        Path report = folder.resolve("report.txt");
        Path log = folder.resolve("client.log");
        Process client =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-javaagent:" + agent(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                TracedClient.class.getName(),
                                "zookeeper://" + registry,
                                report.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(client.waitFor(120, TimeUnit.SECONDS)).as("the client ended").isTrue();
        } finally {
            client.destroyForcibly();
        }
        assertThat(client.exitValue()).as(Files.readString(log)).isZero();
        entered = new TreeMap<>();
        for (String line : Files.readAllLines(report)) {
            int space = line.indexOf(' ');
            entered.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
        }
    }

    private static RedubBootstrap provider(String registry) {
        return RedubBootstrap.application("traced-provider")
                .registry(registry)
                .protocol("dubbo", 0)
                .host("127.0.0.1")
                .service(
                        ServiceConfig.of(
                                Directory.class,
                                name -> {
                                    stack.set(Thread.currentThread().getStackTrace());
                                    return new Person(7, name, 42, List.of("a", "b"));
                                }))
                .start();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The agent itself is on the class path; the jar only says which class it is. */
    private static Path agent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", TraceAgent.class.getName());
        Path jar = folder.resolve("agent.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }

    private static Map<String, Long> of(String prefix) {
        return entered.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Long> types(Map<String, Long> methods) {
        Map<String, Long> types = new TreeMap<>();
        methods.forEach(
                (method, count) -> {
                    String name = method.substring(0, method.indexOf('('));
                    types.merge(name.substring(0, name.lastIndexOf('.')), count, Long::sum);
                });
        return types;
    }

    private static double perCall(Map<String, Long> methods) {
        long all = methods.values().stream().mapToLong(Long::longValue).sum();
        return (double) all / TracedClient.CALLS;
    }

    /** What is entered, the most often first, for whoever has to find what became too much. */
    private static String table(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(
                        entry ->
                                "%8.2f %s"
                                        .formatted(
                                                (double) entry.getValue() / TracedClient.CALLS,
                                                entry.getKey()))
                .collect(Collectors.joining("\n", "entries per call:\n", ""));
    }

    @Test
    void aClientCallEntersFewTypes() {
        Map<String, Long> types = types(of("io.redub."));
        Map<String, Long> serializer = types(of(SERIALIZER));
        types.keySet().removeAll(serializer.keySet());
        Figures.print("types entered by a client call", types.size(), TYPES);
        Figures.print("  besides, of the serializer", serializer.size(), SERIALIZER_TYPES);
        Figures.print("  besides, of Netty", types(of("io.netty.")).size());
        assertThat(types.size()).as(table(types)).isLessThanOrEqualTo(TYPES);
        assertThat(serializer.size()).as(table(serializer)).isLessThanOrEqualTo(SERIALIZER_TYPES);
        assertThat(types).containsKey("io.redub.protocol.dubbo.DubboInvoker");
    }

    @Test
    void aClientCallEntersFewMethods() {
        Map<String, Long> methods = of("io.redub.");
        Figures.print("method entries per client call", perCall(methods), ENTRIES);
        Figures.print("  besides, of Netty", perCall(of("io.netty.")));
        assertThat(perCall(methods)).as(table(methods)).isLessThanOrEqualTo(ENTRIES);
        assertThat(perCall(methods)).isGreaterThan(20);
    }

    @Test
    void fewFramesStandUnderTheUsersMethod() {
        List<String> frames =
                Arrays.stream(stack.get())
                        .map(StackTraceElement::toString)
                        .filter(
                                frame ->
                                        frame.contains("$Redub")
                                                || frame.startsWith("io.redub.")
                                                        && !frame.startsWith(
                                                                "io.redub.architecture."))
                        .toList();
        Figures.print("framework frames under the user's method", frames.size(), FRAMES);
        assertThat(frames).hasSizeLessThanOrEqualTo(FRAMES).hasSizeGreaterThan(3);
    }
}
