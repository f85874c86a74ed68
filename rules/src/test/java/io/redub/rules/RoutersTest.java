package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.cluster.Router;
import io.redub.testkit.RouterContractTest;
import io.redub.url.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routers of rules keep the promises of all routers. */
class RoutersTest {
    private static final URL CONSUMER =
            URL.of("consumer", "10.0.0.9", 0, "any", Map.of("side", "consumer"));

    private static Router only(String yaml) {
        return Compiled.of(
                        RuleKey.of("any::.condition-router"), yaml, CONSUMER, (key, value) -> value)
                .routers()
                .get(0);
    }

    @Nested
    class Conditions extends RouterContractTest {
        @Override
        protected Router router() {
            return only("conditions: ['arguments[0]=argument-1 => host=10.0.0.1']");
        }
    }

    @Nested
    class Refusing extends RouterContractTest {
        @Override
        protected Router router() {
            return only("conditions: ['attachments[user]!=7 => ']");
        }
    }

    @Nested
    class Destinations extends RouterContractTest {
        @Override
        protected Router router() {
            return only(
                    """
                    configVersion: v3.1
                    conditions:
                    - from: {match: "method=text"}
                      to: [{match: "host=10.0.0.1", weight: 10}, {match: "host!=10.0.0.1", weight: 0}]
                    """);
        }
    }

    @Nested
    class Affinity extends RouterContractTest {
        @Override
        protected Router router() {
            return affinity("configVersion: v3.1\naffinityAware: {key: side, ratio: 1}");
        }
    }

    private static Router affinity(String yaml) {
        return Compiled.of(
                        RuleKey.of("any::.affinity-router"), yaml, CONSUMER, (key, value) -> value)
                .routers()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "affinityAware: {key: side} | configVersion: 'null' (expected: v3.1)",
                "configVersion: v3.0\\naffinityAware: {key: side} | (expected: v3.1)",
                "configVersion: v3.1 | affinityAware: 'null' (expected: a map with key and ratio)",
                "configVersion: v3.1\\naffinityAware: {ratio: 20} | affinityAware.key: 'null'",
                "configVersion: v3.1\\naffinityAware: {key: a, ratio: 101} | ratio: '101' (expected: a",
                "configVersion: v3.1\\naffinityAware: {key: a, ratio: some} | ratio: 'some'",
            })
    void aBrokenAffinityRuleIsRejectedWithAReason(String yaml, String reason) {
        assertThatThrownBy(() -> affinity(yaml.replace("\\n", "\n"))).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "some"})
    void aRatioThatIsNoPartIsRejected(String ratio) {
        assertThatThrownBy(
                        () ->
                                only(
                                        "configVersion: v3.1\nconditions:\n"
                                                + "- {to: [{match: 'host=10.0.0.1'}], ratio: "
                                                + ratio
                                                + "}"))
                .hasMessageContaining("ratio: '" + ratio + "' (expected: ");
    }

    @Nested
    class Scripts extends RouterContractTest {
        @Override
        protected Router router() {
            String odd =
                    "invokers.stream().filter(function(it) it.getUrl().getHost().endsWith("
                            + "invocation.getArguments().length)).toList()";
            return ScriptRouter.of("javascript", odd, false);
        }
    }

    @Nested
    class Tags extends RouterContractTest {
        @Override
        protected Router router() {
            return new TagRouter(
                    List.of(new TagRule("any", true, Map.of("gray", node -> node.weight() > 100))),
                    CONSUMER);
        }
    }
}
