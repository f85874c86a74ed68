package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.config.RuleWriter;
import io.redub.interop.api.Mirror;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same rules, written by one framework, act on consumers of the other: each has all calls go to
 * one of two providers, or to none. Dubbo's consumers find providers by interface here: its rules
 * in the form of URLs are for those.
 */
class RulesTest {
    private static final String HOST = Side.LOOPBACK;
    private static final String SERVICE = Mirror.class.getName();

    private static RegistryServer zooKeeper;
    private static Peer one;
    private static Peer two;
    private static int portOfOne;
    private static int portOfTwo;

    @BeforeAll
    static void start() {
        zooKeeper = new RegistryServer();
        one = Peer.start(Side.REDUB, "one", zooKeeper.address(), "zone=north");
        two = Peer.start(Side.REDUB, "two", zooKeeper.address(), "zone=south");
        portOfOne = one.export();
        portOfTwo = two.export();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        zooKeeper.close();
    }

    /** Place, text and who answers under this rule. */
    private record Rule(String place, String text, String answering) {
        Rule(String url, String answering) {
            this(url, "-", answering);
        }
    }

    private static Map<String, Rule> rules(Side calling) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        String override = SERVICE + "?category=configurators&dynamic=false&enabled=true&";
        rules.put(
                "a provider disabled by URL",
                new Rule(
                        "override://" + HOST + ":" + portOfOne + "/" + override + "disabled=true",
                        "two"));
        rules.put(
                "a mock by URL",
                new Rule(
                        "override://0.0.0.0/" + override + "name.mock=force:return mocked",
                        "mocked"));
        String route =
                "route://0.0.0.0/"
                        + SERVICE
                        + "?category=routers&router=condition&dynamic=false&enabled=true&force=true"
                        + "&priority=1&runtime=true&name=zones&rule=";
        // Dubbo 3.3 has no routers for this form any more.
        if (calling != Side.DUBBO33) {
            rules.put(
                    "a condition by URL",
                    new Rule(
                            route
                                    + URLEncoder.encode(
                                            "method = name => zone = south",
                                            StandardCharsets.UTF_8),
                            "two"));
        }
        rules.put(
                "an override of a service",
                new Rule(
                        SERVICE + "::.configurators",
                        """
                        configVersion: v2.7
                        scope: service
                        key: %s
                        enabled: true
                        configs:
                        - side: consumer
                          addresses: ["0.0.0.0"]
                          providerAddresses: ["%s:%d"]
                          parameters:
                            disabled: true
                        """
                                .formatted(SERVICE, HOST, portOfTwo),
                        "one"));
        rules.put(
                "a condition of a service",
                new Rule(
                        SERVICE + "::.condition-router",
                        """
                        configVersion: v2.7
                        scope: service
                        force: true
                        runtime: true
                        enabled: true
                        priority: 1
                        key: %s
                        conditions:
                        - "method=name => zone=north"
                        """
                                .formatted(SERVICE),
                        "one"));
        rules.put(
                "a condition of an application",
                new Rule(
                        "consumer.condition-router",
                        """
                        configVersion: v2.7
                        scope: application
                        force: true
                        runtime: true
                        enabled: true
                        priority: 1
                        key: consumer
                        conditions:
                        - "application=consumer => port=%d"
                        """
                                .formatted(portOfTwo),
                        "two"));
        return rules;
    }

    @ParameterizedTest(name = "written by {0}, for consumers of {1}")
    @CsvSource({"REDUB, DUBBO33", "REDUB, DUBBO27", "DUBBO33, REDUB", "DUBBO27, REDUB"})
    void rulesOfOneActOnConsumersOfTheOther(Side writing, Side calling) {
        String interfaces = "-Ddubbo.application.migration.step=FORCE_INTERFACE";
        try (Peer writer = Peer.start(writing, "writer-" + writing, zooKeeper.address());
                Peer consumer = Peer.start(calling, "consumer", zooKeeper.address(), interfaces);
                RuleWriter cleaner = RuleWriter.connect("zookeeper://" + zooKeeper.address())) {
            until("at first", consumer, "one,two");
            // First: after the other rules Dubbo's consumers hear of no rule for tags any more.
            tags(writer, consumer, cleaner);
            rules(calling)
                    .forEach(
                            (name, rule) -> {
                                until(name + ": before", consumer, "one,two");
                                try {
                                    writer.rule(rule.place, rule.text);
                                    until(name, consumer, rule.answering);
                                } finally {
                                    remove(cleaner, rule.place);
                                }
                            });
            until("after all", consumer, "one,two");
        }
    }

    /**
     * In a rule for each provider's application: Dubbo takes that of the first provider. Of two
     * ways to write the address, Dubbo understands the first, since it takes the host, which is one
     * number, for one of IPv6.
     */
    private static void tags(Peer writer, Peer consumer, RuleWriter cleaner) {
        String text =
                """
                configVersion: v2.7
                scope: application
                force: false
                runtime: true
                enabled: true
                priority: 1
                key: %3$s
                tags:
                - name: gray
                  addresses: ["[::ffff:7f00:1]:%1$d", "%2$s:%1$d"]
                - name: gray|far
                  addresses: ["[::ffff:7f00:1]:9", "%2$s:9"]
                """;
        List<String> applications = List.of("one", "two");
        try {
            applications.forEach(
                    each ->
                            writer.rule(
                                    each + ".tag-router", text.formatted(portOfOne, HOST, each)));
            until("a tag by rule, without one", consumer, "two");
            assertThat(consumer.ask("tagged gray false")).as("gray").isEqualTo("one");
            assertThat(consumer.ask("tagged gray true")).as("gray, forced").isEqualTo("one");
            assertThat(consumer.ask("tagged west false")).as("west").isEqualTo("two");
            assertThat(consumer.ask("tagged west true")).as("west, forced").isEqualTo("nobody");
            if (consumer.side() != Side.DUBBO27) {
                assertThat(consumer.ask("tagged gray|near false")).isEqualTo("one");
                assertThat(consumer.ask("tagged gray|near|here false")).isEqualTo("one");
                assertThat(consumer.ask("tagged near|gray false")).isEqualTo("two");
                assertThat(consumer.ask("tagged gray|far|there false")).isEqualTo("two");
                assertThat(consumer.ask("tagged gray|near true")).isEqualTo("nobody");
            }
        } finally {
            applications.forEach(each -> cleaner.remove(each + ".tag-router"));
        }
    }

    /** Tags that providers say themselves, in their own entries. */
    @Test
    void tagsOfDubbosProvidersMeanToRedubWhatTheyMeanToDubbo() {
        String interfaces = "-Ddubbo.application.migration.step=FORCE_INTERFACE";
        try (RegistryServer registry = new RegistryServer();
                Peer plain = Peer.start(Side.DUBBO33, "plain", registry.address());
                Peer gray = Peer.start(Side.DUBBO33, "gray", registry.address(), "dubbo.tag=gray");
                Peer blue = Peer.start(Side.DUBBO27, "blue", registry.address(), "dubbo.tag=blue");
                Peer redub = Peer.start(Side.REDUB, "tags-redub", registry.address());
                Peer dubbo33 =
                        Peer.start(Side.DUBBO33, "tags-dubbo33", registry.address(), interfaces);
                Peer dubbo27 = Peer.start(Side.DUBBO27, "tags-dubbo27", registry.address())) {
            List.of(plain, gray, blue).forEach(Peer::export);
            for (Peer consumer : List.of(redub, dubbo33, dubbo27)) {
                String[][] choices = {
                    {"-", "false", "plain"},
                    {"gray", "false", "gray"},
                    {"gray", "true", "gray"},
                    {"blue", "false", "blue"},
                    {"west", "false", "plain"},
                    {"west", "true", "nobody"},
                    {"west|blue", "false", "plain"},
                    {"blue|west", "false", "plain"},
                };
                for (String[] choice : choices) {
                    await(consumer.name() + ", " + String.join(" ", choice))
                            .atMost(Duration.ofSeconds(10))
                            .until(
                                    () -> consumer.ask("tagged " + choice[0] + " " + choice[1]),
                                    choice[2]::equals);
                }
            }
        }
    }

    /** Dubbo's calls may fail while rules change; what counts is what comes of it. */
    private static void until(String what, Peer consumer, String answering) {
        await(what)
                .atMost(Duration.ofSeconds(30))
                .until(() -> answers(consumer), answering::equals);
    }

    private static String answers(Peer consumer) {
        try {
            return consumer.ask("names 20 0");
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void remove(RuleWriter cleaner, String place) {
        if (!place.contains("://")) {
            cleaner.remove(place);
            return;
        }
        // Dubbo prints parameters in another order.
        cleaner.entries(SERVICE).forEach(cleaner::remove);
    }
}
