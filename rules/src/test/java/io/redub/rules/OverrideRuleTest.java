package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who an override is for. A host in the old form means somebody else than in the new one. */
class OverrideRuleTest {
    private static final Permitted ALL = (key, value) -> value;
    private static final String SELF = "10.0.0.9";

    /** A provider at 10.0.0.7:20880 as a consumer at 10.0.0.9 sees it. */
    private static URL atConsumer() {
        return URL.of("dubbo", "10.0.0.7", 20880, "a.B", parameters("consumer", "shop"));
    }

    private static URL atProvider() {
        return URL.of("dubbo", "10.0.0.7", 20880, "a.B", parameters("provider", "orders"));
    }

    private static Map<String, String> parameters(String side, String application) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("side", side);
        parameters.put("application", application);
        parameters.put("interface", "a.B");
        parameters.put("timeout", "1000");
        return parameters;
    }

    private static boolean acts(String rule, URL url, String self) {
        OverrideRule read = OverrideRule.of(URL.valueOf(rule), ALL, new ArrayList<>());
        return read != null && read.apply(url, self).getParameter("timeout", 0) == 5;
    }

    @ParameterizedTest
    @CsvSource({
        "override://0.0.0.0/a.B?timeout=5, true, true",
        "override://0.0.0.0/a.B?timeout=5&enabled=false, false, false",
        "override://0.0.0.0/a.C?timeout=5, false, false",
        "override://0.0.0.0/a.B?group=g&timeout=5, false, false",
        "override://0.0.0.0/a.B?timeout=5&side=consumer, true, false",
        "override://0.0.0.0/a.B?timeout=5&application=shop, true, false",
        "override://0.0.0.0/a.B?timeout=5&application=*, true, true",
        "override://0.0.0.0/a.B?timeout=5&~timeout=1000, true, true",
        "override://0.0.0.0/a.B?timeout=5&~timeout=9, false, false",
        // Without a port it is a consumer's address, with one a provider's.
        "override://10.0.0.9/a.B?timeout=5, true, false",
        "override://10.0.0.7/a.B?timeout=5, false, false",
        "override://10.0.0.7:20880/a.B?timeout=5, true, true",
        "override://10.0.0.7:20881/a.B?timeout=5, false, false",
        "override://0.0.0.0:20880/a.B?timeout=5, true, true",
        // Of version 2.7 and later: the address of whoever is on that side.
        "override://10.0.0.9/a.B?timeout=5&configVersion=v2.7&side=consumer, true, false",
        "override://10.0.0.7/a.B?timeout=5&configVersion=v2.7&side=consumer, false, false",
        "override://10.0.0.7/a.B?timeout=5&configVersion=v2.7&side=provider, false, true",
        "absent://0.0.0.0/a.B?timeout=5, false, false",
    })
    void aUrlIsForThoseItMeans(String rule, boolean consumer, boolean provider) {
        assertThat(acts(rule, atConsumer(), SELF)).as("at the consumer").isEqualTo(consumer);
        assertThat(acts(rule, atProvider(), "10.0.0.7")).as("at the provider").isEqualTo(provider);
    }

    @Test
    void absentSetsOnlyWhatNobodySet() {
        OverrideRule rule =
                OverrideRule.of(
                        URL.valueOf("absent://0.0.0.0/a.B?timeout=5&retries=7"),
                        ALL,
                        new ArrayList<>());
        assertThat(rule).isNotNull();
        assertThat(rule.apply(atConsumer(), SELF).getParameters())
                .containsEntry("timeout", "1000")
                .containsEntry("retries", "7");
    }

    @Test
    void aRuleForOneHostWinsAndThenTheHigherPriority() {
        List<OverrideRule> rules = new ArrayList<>();
        for (String rule :
                List.of(
                        "override://10.0.0.9/a.B?timeout=1",
                        "override://0.0.0.0/a.B?timeout=2&priority=9",
                        "override://10.0.0.9/a.B?timeout=3&priority=-1",
                        "override://0.0.0.0/a.B?timeout=4&retries=8")) {
            rules.add(OverrideRule.of(URL.valueOf(rule), ALL, new ArrayList<>()));
        }
        rules.sort(OverrideRule.ORDER);
        URL set = new Overrides(SELF, rules).apply(atConsumer());
        assertThat(set.getParameters()).containsEntry("timeout", "1").containsEntry("retries", "8");
        assertThat(rules).isSortedAccordingTo(Comparator.nullsFirst(OverrideRule.ORDER));
    }

    @Test
    void aListOfUrlsIsRead() {
        String text =
                "[\"override://0.0.0.0/a.B?timeout=5\", \"override://0.0.0.0/a.B?retries=1\"]";
        assertThat(OverrideRule.of(text, ALL, new ArrayList<>())).hasSize(2);
    }

    @Test
    void providersOfAnItemMayBeNetworksAndRanges() {
        for (String address : List.of("10.0.0.0/24", "10.0.0.1-7:20880", "10.0.*", "10.0.0.7:*")) {
            assertThat(acts(item(address), atConsumer())).as(address).isTrue();
        }
        for (String address : List.of("10.0.1.0/24", "10.0.0.1-6", "10.1.*", "10.0.0.7:1")) {
            assertThat(acts(item(address), atConsumer())).as(address).isFalse();
        }
    }

    /** As with those of providers: what is taken is not to do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"consumer", "provider"})
    void whoAppliesAnItemMayBeNetworksAndRanges(String side) {
        URL self = side.equals("consumer") ? atConsumer() : atProvider();
        String host = side.equals("consumer") ? SELF : "10.0.0.7";
        for (String address :
                List.of("10.0.0.0/24", "10.0.0.1-9", "10.0.*", "*", host, host + ":*")) {
            assertThat(acts(self, host, side, address)).as(address).isTrue();
        }
        for (String address : List.of("10.0.1.0/24", "10.0.0.1-6", "10.1.*", "10.0.0.8")) {
            assertThat(acts(self, host, side, address)).as(address).isFalse();
        }
    }

    private static boolean acts(URL url, String self, String side, String address) {
        String text =
                "configVersion: v3.0\nkey: a.B\nconfigs:\n- side: "
                        + side
                        + "\n  addresses: ['"
                        + address
                        + "']\n  parameters: {timeout: 5}\n";
        List<OverrideRule> rules = OverrideRule.of(text, ALL, new ArrayList<>());
        return new Overrides(self, rules).apply(url).getParameter("timeout", 0) == 5;
    }

    private static String item(String address) {
        return "configVersion: v3.0\nkey: a.B\nconfigs:\n- side: consumer\n"
                + "  providerAddresses: ['"
                + address
                + "']\n  parameters: {timeout: 5}\n";
    }

    private static boolean acts(String text, URL url) {
        List<OverrideRule> rules = OverrideRule.of(text, ALL, new ArrayList<>());
        return new Overrides(SELF, rules).apply(url).getParameter("timeout", 0) == 5;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configs: [{parameters: {timeout: 5}}]",
                "configs: [{side: both, parameters: {timeout: 5}}]",
                "configs: [{side: consumer}]",
                "configs: [{side: consumer, parameters: {}}]",
                "configs: [{side: consumer, parameters: [timeout]}]",
                "configs: [{side: consumer, parameters: {timeout: {a: b}}}]",
                "configs: {side: consumer",
                "configs: [{side: consumer, match: {param: [{key: a}]}, parameters: {timeout: 5}}]",
                "configs: [{side: consumer, match: {app: {oneof: [{like: a}]}}, parameters: {a:"
                        + " b}}]",
                "configs: [{side: consumer, match: {address: {}}, parameters: {timeout: 5}}]",
                "configs: [{side: consumer, addresses: ['http://x'], parameters: {timeout: 5}}]",
                "configs: [{side: consumer, addresses: ['10.0.0.0/33'], parameters: {timeout: 5}}]",
                "configs: [{side: consumer, addresses: ['10.0.0.256/8'], parameters: {timeout: 5}}]",
                "configs: [{side: provider, addresses: ['10.0.0.7:65536'], parameters: {a: b}}]",
                "[\"http://0.0.0.0/a.B?timeout=5\"]",
            })
    void whatCannotBeUnderstoodIsAnError(String text) {
        assertThatThrownBy(() -> OverrideRule.of(text, ALL, new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
