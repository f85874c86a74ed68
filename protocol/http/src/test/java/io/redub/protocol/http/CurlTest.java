package io.redub.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the documentation shows it: by curl. */
class CurlTest {
    @TempDir Path folder;

    private static String curl(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "--max-time", "20", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void curlCalls() throws Exception {
        try (ShopServer server = new ShopServer("&payload=4000000")) {
            String at = "http://127.0.0.1:" + server.port() + "/shop/";
            String json = "content-type: application/json";
            assertThat(curl(at + "twice?value=21")).isEqualTo("42");
            assertThat(curl("-H", json, "-d", "{\"name\":\"tea\",\"count\":1}", at + "find"))
                    .contains("\"name\":\"tea\"");
            assertThat(curl("--json", "[\"tea\", 1]", at + "find")).contains("\"name\":\"tea\"");
            assertThat(
                            curl(
                                    "--http1.0",
                                    "-w",
                                    " %{http_code}",
                                    "--json",
                                    "[9223372036854775808]",
                                    at + "twice"))
                    .contains("out of range")
                    .endsWith(" 400");
            assertThat(curl("-w", "%{http_code}", "-d", "[1]", at + "twice")).endsWith("415");
            Path large =
                    Files.writeString(
                            folder.resolve("large"), "[\"" + "x".repeat(3_000_000) + "\"]");
            // curl asks first, and the answer comes compressed.
            assertThat(
                            curl(
                                            "--compressed",
                                            "-H",
                                            "expect: 100-continue",
                                            "-H",
                                            json,
                                            "--data-binary",
                                            "@" + large,
                                            at + "over")
                                    .length())
                    .isEqualTo(3_000_007);
            Path tooLarge = Files.write(folder.resolve("too-large"), new byte[5_000_000]);
            assertThat(
                            curl(
                                    "-w",
                                    " %{http_code}",
                                    "-H",
                                    "expect:",
                                    "-H",
                                    json,
                                    "--data-binary",
                                    "@" + tooLarge,
                                    at + "over"))
                    .contains("4000000 bytes")
                    .endsWith(" 413");
            assertThat(
                            curl(
                                    "-w",
                                    " %{http_code}",
                                    "-H",
                                    "expect:",
                                    "-H",
                                    "transfer-encoding: chunked",
                                    "-H",
                                    json,
                                    "--data-binary",
                                    "@" + tooLarge,
                                    at + "over"))
                    .endsWith(" 413");
        }
    }
}
