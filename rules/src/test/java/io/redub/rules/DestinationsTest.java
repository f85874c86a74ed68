package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.redub.cluster.Candidates;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.cluster.RouterChain;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of version v3.1 with very many destinations. */
class DestinationsTest {
    /** With as many methods as services have. */
    public interface Shop {
        String a(String id);

        String b(String id);

        String c(String id);

        String d(String id);

        String e(String id);

        String f(String id);

        String g(String id);

        String h(String id);
    }

    private static final List<MethodModel> METHODS = ServiceModel.of(Shop.class).methods();

    private static final URL CONSUMER =
            URL.of("consumer", "10.9.9.9", 0, "any", Map.of("side", "consumer", "zone", "z7"));

    private static Candidates providers(int count) {
        return Candidates.of(
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        new FixedProvider(
                                                URL.of(
                                                        "dubbo",
                                                        "10.0." + i / 250 + "." + i % 250,
                                                        20880,
                                                        Shop.class.getName(),
                                                        Map.of(
                                                                "zone", "z" + i,
                                                                "rack", "r" + i % 10))))
                        .toList());
    }

    private static String rule(int destinations, IntFunction<String> match) {
        return IntStream.range(0, destinations)
                .mapToObj(i -> "  - {match: \"" + match.apply(i) + "\", weight: " + i % 3 + "}\n")
                .collect(
                        Collectors.joining(
                                "",
                                "configVersion: v3.1\nforce: true\nconditions:\n"
                                        + "- from: {match: \"\"}\n  to:\n",
                                ""));
    }

    private static List<Router> routers(String yaml) {
        return Compiled.of(
                        RuleKey.of("any::.condition-router"), yaml, CONSUMER, (key, value) -> value)
                .routers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone=z%d", "rack=r%d & port=20880", "host=10.0.%2$d.%3$d"})
    void twoThousandDestinationsOfAThousandProvidersAreReadAtOnce(String match) {
        Candidates providers = providers(1_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(3),
                () -> {
                    List<Router> routers =
                            routers(rule(2_000, i -> match.formatted(i, i / 250, i % 250)));
                    for (int change = 0; change < 10; change++) {
                        Candidates now = Candidates.of(providers);
                        for (MethodModel method : METHODS) {
                            RouterChain.of(routers, now, method);
                        }
                    }
                });
    }

    @Test
    void aThousandDestinationsWithPatternsAreHeldAgainstEachProviderOnceForAllMethods() {
        Candidates providers = providers(1_000);
        List<Router> routers = routers(rule(1_000, i -> "zone!=z" + i));
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    for (MethodModel method : METHODS) {
                        RouterChain.of(routers, providers, method);
                    }
                });
    }

    @Test
    void eachDestinationGetsItsShareHoweverManyThereAre() {
        Candidates providers = providers(100);
        String text = rule(2_000, i -> i % 2 == 0 ? "zone=z" + i : "zone=nowhere" + i);
        Route route = routers(text).get(0).route(providers, METHODS.get(0));
        Map<String, Long> drawn =
                IntStream.range(0, 30_000)
                        .mapToObj(any -> route.choose(Invocation.of(METHODS.get(0), "x")))
                        .peek(chosen -> assertThat(chosen).hasSize(1))
                        .collect(
                                Collectors.groupingBy(
                                        chosen -> chosen.get(0).url().getParameter("zone"),
                                        Collectors.counting()));
        // Of 50 that exist, every third weighs 0, as many weigh 1 and as many 2.
        assertThat(drawn).hasSize(33).doesNotContainKeys("z0", "z6").containsKeys("z2", "z4");
        // Six standard deviations around what is to be expected.
        assertThat(drawn.get("z2")).isBetween(1_000L, 1_450L);
        assertThat(drawn.get("z4")).isBetween(450L, 800L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone=z1,z2",
                "zone=z1 & rack=r1",
                "zone=z1 & rack!=r1",
                "zone=$zone",
                "zone=$nothing",
                "zone=z1* & rack=r3",
                "zone!=z1",
                "port=1~30000 & zone=z5",
                "host=10.0.0.5,10.0.0.7",
                "address=10.0.0.5:20880",
                "nothing=x",
                ""
            })
    void whoIsFoundByATableIsWhoeverMatches(String match) {
        Candidates providers = providers(30);
        Condition condition = Condition.parse(match);
        assertThat(new Destinations(List.of(condition), CONSUMER).among(providers).get(0))
                .containsExactlyElementsOf(
                        providers.only(node -> condition.matches(node.url(), CONSUMER)));
    }

    @Test
    void moreThanCanBeWorkedWithAreRefused() {
        String condition = "- {to: [" + "{},".repeat(999) + "{}]}\n";
        String text = "configVersion: v3.1\nconditions:\n" + condition.repeat(2);
        assertThatThrownBy(() -> routers(text))
                .hasMessageContaining("conditions: 2000 destinations without a term for certain")
                .hasMessageContaining("(expected: at most 1000)");
        String exact = "- {to: [" + "{match: a=b},".repeat(5_999) + "{match: a=b}]}\n";
        String more = "configVersion: v3.1\nconditions:\n" + exact.repeat(2);
        assertThatThrownBy(() -> routers(more))
                .hasMessageContaining("conditions: 12000 destinations (expected: at most 10000)");
    }
}
