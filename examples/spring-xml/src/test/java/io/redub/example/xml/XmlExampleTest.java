package io.redub.example.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/** The example as README users run it, but with a registry and a port of the test's own. */
class XmlExampleTest {
    @AfterEach
    void forget() {
        System.clearProperty("redub.registry.address");
        System.clearProperty("redub.protocol.port");
    }

    @Test
    void theConsumerCallsTheProvider(@TempDir Path folder) {
        System.setProperty(
                "redub.registry.address",
                "embedded://127.0.0.1:0?data="
                        + folder.resolve("zookeeper")
                        + "&file="
                        + folder.resolve("snapshot"));
        System.setProperty("redub.protocol.port", "0");
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (ClassPathXmlApplicationContext provider =
                new ClassPathXmlApplicationContext("provider.xml")) {
            XmlConsumer.main(new String[0]);
            assertThat(provider.isRunning()).isTrue();
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("hello world......", "Nobody answers: null");
    }
}
