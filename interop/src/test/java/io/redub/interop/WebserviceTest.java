package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.interop.api.Parcels;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dubbo 2.7's protocol webservice, which is CXF's simple frontend, and Redub's, in both roles. */
@Timeout(120)
class WebserviceTest {
    private static Process dubbo(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Side.DUBBO27.java()));
        command.addAll(Side.DUBBO27.jvmArguments());
        // It takes no other address for the port of HTTP.
        command.removeIf(each -> each.contains("DUBBO_IP_TO_BIND"));
        Path more = Path.of("target", "peers", "webservice27").toAbsolutePath();
        command.addAll(
                List.of(
                        "-Duser.home=" + Path.of("target").toAbsolutePath(),
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        Side.DUBBO27.classPath() + File.pathSeparator + more + "/*",
                        WebserviceMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Reads what a process says until it says what is known, or ends. */
    private static String said(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            all.append(line).append('\n');
            if (line.startsWith("@@ ")) {
                return line;
            }
        }
        return all.toString();
    }

    @Test
    void aDubboConsumerCallsARedubProvider() throws Exception {
        try (RedubBootstrap redub =
                RedubBootstrap.application("post")
                        .host("127.0.0.1")
                        .protocol("webservice", 0)
                        .service(ServiceConfig.of(Parcels.class, new Parcels.Bean()))
                        .start()) {
            String url =
                    "webservice://127.0.0.1:"
                            + redub.port("webservice")
                            + "/"
                            + Parcels.class.getName();
            Process consumer = dubbo("consumer", url);
            try {
                assertThat(said(consumer)).isEqualTo(WebserviceMain.RIGHT);
            } finally {
                consumer.destroyForcibly();
            }
        }
    }

    @Test
    void aRedubConsumerCallsADubboProvider() throws Exception {
        int port = Ports.free();
        Process provider = dubbo("provider", Integer.toString(port));
        try (RedubBootstrap redub = RedubBootstrap.application("customer").start()) {
            assertThat(said(provider)).isEqualTo(WebserviceMain.UP);
            Parcels parcels =
                    redub.refer(
                            ReferenceConfig.of(Parcels.class)
                                    .url("webservice://127.0.0.1:" + port)
                                    .set("timeout", "20000"));
            assertThat(Parcels.use(parcels)).isEqualTo(Parcels.EXPECTED);
        } finally {
            provider.destroyForcibly();
        }
    }
}
