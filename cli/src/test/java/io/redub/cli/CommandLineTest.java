package io.redub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.registry.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine redub = Main.commandLine();
        redub.setOut(new PrintWriter(out, true));
        redub.setErr(new PrintWriter(err, true));
        return redub.execute(arguments);
    }

    @Test
    void theVersionNamesRedubAndJava() {
        assertThat(run("version")).isZero();
        assertThat(out.toString())
                .startsWith("Redub ")
                .contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void helpListsTheCommandsAndTheOptionsOfOne() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).contains("demo", "bench", "test", "version");
        assertThat(run("help", "demo")).isZero();
        assertThat(out.toString()).contains("--seconds=N", "--chaos", "--threads=N");
    }

    @Test
    void explainSaysWhereAValueComesFromAndWhichLost(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("app.properties"),
                        "dubbo.consumer.timeout=3000\n"
                                + "dubbo.reference.com.acme.Orders.find.timeout=2s\n");
        String options =
                "explain --file "
                        + file
                        + " -Ddubbo.provider.timeout=4000 --service com.acme.Orders";
        assertThat(run((options + " --method find timeout").split(" "))).isZero();
        assertThat(out.toString())
                .contains("timeout = 4000  (provider, -Ddubbo.provider.timeout)")
                .contains("timeout = 2000  (method, app.properties line 2 (")
                .contains("not 3000  (consumer, app.properties line 1 (dubbo.consumer.timeout))")
                .contains("not 1000  (default)");
        assertThat(run((options + " tmeout").split(" "))).isEqualTo(1);
        assertThat(err.toString()).contains("com.acme.Orders has no setting 'tmeout'");
    }

    @Test
    void explainReadsXmlWithoutItsClasses(@TempDir Path folder) throws IOException {
        Path xml =
                Files.writeString(
                        folder.resolve("provider.xml"),
                        """
                        <beans xmlns="http://www.springframework.org/schema/beans"
                            xmlns:dubbo="http://code.alibabatech.com/schema/dubbo">
                          <dubbo:application name="shop"/>
                          <dubbo:protocol name="dubbo" port="${port:20890}"/>
                          <dubbo:provider timeout="3000">
                            <dubbo:service interface="com.acme.Orders" ref="orders" retries="1">
                              <dubbo:method name="find" timeout="2s"/>
                            </dubbo:service>
                          </dubbo:provider>
                          <bean id="orders" class="com.acme.OrdersBean"><property name="a" value="b"/></bean>
                          <dubbo:reference id="stock" interface="com.acme.Stock" timeout="700"/>
                        </beans>
                        """);
        String options = "explain --xml " + xml + " --service com.acme.Orders ";
        assertThat(run((options + "--method find timeout").split(" "))).isZero();
        assertThat(out.toString())
                .contains("timeout = 2000  (method, provider.xml:7)")
                .contains("not 3000  (provider, provider.xml:5)");
        assertThat(run((options + "retries").split(" "))).isZero();
        assertThat(out.toString()).contains("retries = 1  (service, provider.xml:6)");
        String stock =
                "explain --xml " + xml + " -Ddubbo.reference.timeout=5 --service com.acme.Stock";
        assertThat(run((stock + " timeout").split(" "))).isZero();
        assertThat(out.toString())
                .contains("timeout = 5  (reference, -Ddubbo.reference.timeout)")
                .contains("not 700  (reference, provider.xml:11)");
    }

    @Test
    void explainSaysWhatIsWrongWithXml(@TempDir Path folder) throws IOException {
        Path xml =
                Files.writeString(
                        folder.resolve("wrong.xml"),
                        "<d:service xmlns:d='http://dubbo.apache.org/schema/dubbo'\n"
                                + " interface='a.B' tiemout='3'/>");
        assertThat(run("explain", "--xml", xml.toString(), "--service", "a.B")).isEqualTo(1);
        assertThat(err.toString()).contains("is 'timeout' meant?, from wrong.xml:2");
    }

    @Test
    void explainSaysWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "redub.consumer.tmeout=1\n");
        assertThat(run("explain", "--file", file.toString(), "--service", "a.B")).isEqualTo(1);
        assertThat(err.toString()).contains("is 'timeout' meant?, from a.properties line 1");
    }

    @Test
    void aRuleIsCheckedWrittenShownAndRemoved(@TempDir Path folder) throws IOException {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(folder.resolve("zk"), 0)) {
            String at = "--registry=zookeeper://" + zooKeeper.connectString();
            Path good =
                    Files.writeString(
                            folder.resolve("good.yaml"),
                            "configVersion: v3.0\nconditions: ['=> zone=south']\n");
            Path bad = Files.writeString(folder.resolve("bad.yaml"), "conditions: ['=> zone=']\n");
            String key = "com.acme.Orders::.condition-router";
            assertThat(run("rule", "put", at, key, good.toString())).isZero();
            assertThat(out.toString()).contains("written: " + key);
            assertThat(run("rule", "put", at, key, bad.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("condition 'zone=': cannot be understood");
            assertThat(run("rule", "show", at, key)).isZero();
            assertThat(out.toString()).contains("=> zone=south");
            String url = "override://0.0.0.0/com.acme.Orders?timeout=500&filter=evil";
            assertThat(run("rule", "put", at, url)).isZero();
            assertThat(out.toString()).contains("leaves out [filter]");
            assertThat(run("rule", "put", at, url.replace("500", "-1"))).isEqualTo(1);
            assertThat(err.toString()).contains("timeout: '-1' (expected: ≥ 1 ms");
            assertThat(run("rule", "show", at, "com.acme.Orders")).isZero();
            assertThat(out.toString()).contains("category=configurators&dynamic=false");
            assertThat(run("rule", "remove", at, key)).isZero();
            assertThat(run("rule", "remove", at, url)).isZero();
            assertThat(run("rule", "show", at, key)).isEqualTo(1);
            assertThat(run("rule", "show", at, "com.acme.Orders")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| Which command?",
                "dmo| Did you mean: redub demo",
                "demo --seconds 0| --seconds: 0 (expected: 1 or more)",
                "demo --seconds x| Invalid value for option '--seconds': 'x' is not an int",
                "demo --threads 0| --threads: 0 (expected: 1..1000)",
                "demo --chaos| --chaos needs --seconds 6 or more",
                "demo --chaos --seconds 5| --chaos needs --seconds 6 or more",
                "explain| Missing required option: '--service=INTERFACE'",
                "rule| Which command? (expected one of: put, show, remove)",
                "bench| use the script, ./redub bench",
                "test| use the script, ./redub test",
            })
    void aWrongCommandLineSaysWhatIsExpected(String line, String message) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }
}
