package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar that somebody else built extends Redub by lying on the class path: a protocol, a filter, a
 * balancer, a cluster policy, a serialization, a registry. Nothing of Redub knows it.
 */
class ForeignJarTest {
    @TempDir static Path folder;

    private static Path plugins;

    @BeforeAll
    static void build() throws Exception {
        plugins = ForeignJar.build(folder);
    }

    private static Process java(List<Path> jars, String main, String... args) throws IOException {
        StringBuilder classPath = new StringBuilder(ForeignJar.redub());
        jars.forEach(jar -> classPath.append(File.pathSeparator).append(jar));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath.toString(), main));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String outputOf(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void theProtocolIsDeclaredInOneLine() throws Exception {
        try (JarFile jar = new JarFile(plugins.toFile())) {
            String file = "META-INF/services/io.redub.protocol.Protocol";
            assertThat(
                            new String(
                                            jar.getInputStream(jar.getEntry(file)).readAllBytes(),
                                            StandardCharsets.UTF_8)
                                    .strip())
                    .isEqualTo("my=com.example.MyProtocol");
        }
    }

    @Test
    void aProviderServesOverAProtocolThatRedubDoesNotKnow() throws Exception {
        Process provider = java(List.of(plugins), "com.example.GreeterProvider", "0");
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(provider.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.startsWith("serving at ")) {
                line = said.readLine();
            }
            assertThat(line).as("what the provider said").isNotNull();
            String address = "my://127.0.0.1:" + line.substring("serving at ".length());
            assertThat(outputOf(java(List.of(plugins), "com.example.GreeterConsumer", address)))
                    .contains("hello foreign jar");
            provider.getOutputStream().close();
            assertThat(said.lines()).contains("served 1");
        } finally {
            provider.destroyForcibly();
        }
    }

    @Test
    void everyPluginKeepsTheContractOfItsKind() throws Exception {
        Path tests = ForeignJar.buildTests(folder, plugins);
        Process run =
                java(
                        List.of(plugins, tests),
                        ContractRun.class.getName(),
                        "com.example.PluginsTest");
        String output = outputOf(run);
        int passed = Integer.parseInt(output.replaceAll("(?s).*passed ([0-9]+).*", "$1"));
        assertThat(passed).as(output).isGreaterThan(40);
    }
}
