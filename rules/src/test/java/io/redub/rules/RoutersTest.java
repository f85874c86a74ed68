package io.redub.rules;

import io.redub.cluster.Router;
import io.redub.testkit.RouterContractTest;
import io.redub.url.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

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
