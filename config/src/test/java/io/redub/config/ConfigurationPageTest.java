package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in docs/configuration.md is code that runs. */
class ConfigurationPageTest {
    /** The page's example. */
    public interface Orders {
        String find(String id);
    }

    @Test
    void theExampleRuns() {
        Orders orders = id -> id;
        RedubBootstrap redub = shop(orders);
        try (redub) {
            redub.host("127.0.0.1").shutdownWait(Duration.ZERO);
            assertThat(redub.explain().about("Orders").setting("timeout").lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line.winner().value()).isEqualTo("2000"));
        }
    }

    private static RedubBootstrap shop(Orders orders) {
        return
        // snippet
        RedubBootstrap.application("shop")
                .registry(RegistryConfig.of("zookeeper://10.0.0.5:2181").id("main"))
                .protocol(ProtocolConfig.of("dubbo").id("inner").port(20880))
                .protocol(ProtocolConfig.of("dubbo").id("outer").port(20881).threads(50))
                .add(ConfigElement.of(ElementKind.PROVIDER).set("timeout", "2s"))
                .service(
                        ServiceConfig.of(Orders.class, orders)
                                .protocols("inner", "outer")
                                .method("find", m -> m.retries(3)));
        // end
    }

    @Test
    void thePageHasThisCode() throws IOException {
        String source =
                Files.readString(
                        Path.of("src/test/java/io/redub/config/ConfigurationPageTest.java"));
        Matcher snippet = Pattern.compile("(?s)// snippet\n(.*?);\n *// end").matcher(source);
        assertThat(snippet.find()).isTrue();
        assertThat(Files.readString(Path.of("../docs/configuration.md")).replaceAll("\\s", ""))
                .contains(snippet.group(1).replaceAll("\\s", ""));
    }
}
