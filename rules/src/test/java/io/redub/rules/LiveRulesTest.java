package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.ProviderNode;
import io.redub.url.URL;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveRulesTest {
    private static List<ProviderNode> providersOf(int applications) {
        return IntStream.range(0, applications)
                .<ProviderNode>mapToObj(
                        i ->
                                new FixedProvider(
                                        URL.of(
                                                "dubbo",
                                                "10.0.0." + i,
                                                20880,
                                                "any",
                                                Map.of("application", "app-" + i))))
                .toList();
    }

    @Test
    void applicationsWhoseRulesAreNotFollowedAreToldOf() {
        URL consumer = URL.of("consumer", "10.0.0.9", 0, "any", Map.of("side", "consumer"));
        try (LiveRules rules = new LiveRules(consumer, (key, value) -> value, () -> {})) {
            rules.followProviders(providersOf(LiveRules.MAX_APPLICATIONS));
            assertThat(rules.statuses()).isEmpty();
            rules.followProviders(providersOf(LiveRules.MAX_APPLICATIONS + 1));
            rules.followProviders(providersOf(LiveRules.MAX_APPLICATIONS + 2));
            assertThat(rules.statuses())
                    .singleElement()
                    .satisfies(
                            status -> {
                                assertThat(status.acts()).isFalse();
                                assertThat(status.note()).contains("64 applications", "app-64");
                            });
        }
    }
}
