package io.redub.interop;

import static org.awaitility.Awaitility.await;

import io.redub.config.RuleWriter;
import io.redub.interop.api.Mirror;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
        // Dubbo's consumers match addresses of four numbers only, which those here are not.
        if (calling == Side.REDUB) {
            rules.put(
                    "a tag",
                    new Rule(
                            "one.tag-router",
                            """
                            configVersion: v2.7
                            scope: application
                            force: false
                            runtime: true
                            enabled: true
                            priority: 1
                            key: one
                            tags:
                            - name: gray
                              addresses: ["%s:%d"]
                            """
                                    .formatted(HOST, portOfOne),
                            "two"));
        }
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
