package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pair of XML files that Dubbo's users begin with, with nothing but host and port changed, as
 * read by Redub on Spring 6 and by Dubbo 2.7 on Spring 5.
 */
class SeedXmlTest {
    private static Path file(String name, String... replacements) throws IOException {
        try (InputStream in = SeedXmlTest.class.getResourceAsStream("/seed/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (int i = 0; i < replacements.length; i += 2) {
                assertThat(text).contains(replacements[i]);
                text = text.replace(replacements[i], replacements[i + 1]);
            }
            Path file =
                    Files.createTempFile(
                            Files.createDirectories(Path.of("target", "xml")), "", name);
            return Files.writeString(file, text).toAbsolutePath();
        }
    }

    @ParameterizedTest
    @CsvSource({"DUBBO27, REDUB", "REDUB, DUBBO27", "REDUB, REDUB", "DUBBO27, DUBBO27"})
    void theConsumersFileCallsTheProvidersFile(Side providing, Side consuming) throws IOException {
        try (RegistryServer zooKeeper = new RegistryServer();
                Peer provider =
                        Peer.ofXml(
                                providing,
                                "xml-provider-" + providing + consuming,
                                file(
                                        "provider.xml",
                                        "127.0.0.1:2181",
                                        zooKeeper.address(),
                                        "20880",
                                        Integer.toString(Ports.free())));
                Peer consumer =
                        Peer.ofXml(
                                consuming,
                                "xml-consumer-" + providing + consuming,
                                // The pair names two different services; here it is one.
                                file(
                                        "consumer.xml",
                                        "127.0.0.1:2181",
                                        zooKeeper.address(),
                                        "com.test.service.FooService",
                                        "com.zhss.service.HelloService"))) {
            provider.ask("start");
            consumer.ask("start");
            consumer.ask("hello");
            consumer.ask("hello");
            assertThat(provider.ask("calls")).isEqualTo("2");
            // Dubbo takes seconds to stop: how is its own affair.
            for (Peer peer : List.of(consumer, provider)) {
                if (peer.side() == Side.REDUB) {
                    peer.stop();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REDUB", "DUBBO27"})
    void theConsumersFileAnswersNullWithoutAProvider(Side side) throws IOException {
        try (RegistryServer zooKeeper = new RegistryServer();
                Peer consumer =
                        Peer.ofXml(
                                side,
                                "xml-lonely-" + side,
                                file("consumer.xml", "127.0.0.1:2181", zooKeeper.address()))) {
            consumer.ask("start");
            assertThat(consumer.ask("foo")).isEqualTo("null");
        }
    }
}
