package io.redub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command {@code rule} as its users start it, where no registry is running. */
class RuleCommandTest {
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(Main.class.getName(), "rule"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream()
                .write("conditions: ['=> zone=south']\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return process;
    }

    @Test
    void withoutARegistryEachCommandSaysSoInOneLineAndFails() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        String at = "--registry=zookeeper://127.0.0.1:" + port;
        String key = "com.acme.Orders::.condition-router";
        Map<String, Process> started = new LinkedHashMap<>();
        started.put("put a text", start("put", at, key));
        started.put("put a URL", start("put", at, "override://0.0.0.0/com.acme.Orders?weight=1"));
        started.put("show", start("show", at, key));
        started.put("show an interface", start("show", at, "com.acme.Orders"));
        started.put("remove", start("remove", at, key));
        for (Map.Entry<String, Process> each : started.entrySet()) {
            Process process = each.getValue();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(each.getKey()).isTrue();
                String said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(said.lines().filter(line -> !line.startsWith("WARNING:")))
                        .as(each.getKey())
                        .containsExactly(
                                "redub: registry zookeeper://127.0.0.1:"
                                        + port
                                        + " cannot be reached: not connected; start it or correct"
                                        + " the address [redub-9, docs/errors.md#registry]");
                assertThat(process.exitValue()).as(each.getKey()).isEqualTo(1);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
