package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.url.URL;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a registry is read or is an IllegalArgumentException, soon. */
class FieldsTest {
    private static final URL SUBJECT =
            URL.of("consumer", "10.0.0.9", 0, "a.B", Map.of("side", "consumer"));

    private static final List<String> RULES =
            List.of(
                    "configVersion: v3.0\nforce: true\nconditions: ['method=a => host=10.0.0.*']\n",
                    "configVersion: v3.1\nconditions: [{from: {match: a=b}, to: [{match: c=d}]}]\n",
                    "configVersion: v3.0\n"
                            + "tags: [{name: gray, match: [{key: a, value: {regex: b}}]}]",
                    "scope: application\nconfigs: [{side: consumer, parameters: {timeout: 5}}]\n",
                    "[\"override://0.0.0.0/a.B?timeout=5\"]");

    private static void read(String text) {
        for (RuleKey.Kind kind : RuleKey.Kind.values()) {
            try {
                Compiled.of(new RuleKey(kind, "a.B::"), text, SUBJECT, (key, value) -> value);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedRulesAreReadOrRejected(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(RULES.get(random.nextInt(RULES.size())));
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) (random.nextInt(96) + 32));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, ":{}[]&*!'\",\n- ".charAt(random.nextInt(14)));
                }
            }
            try {
                read(text.toString());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x [*x]",
                "a: &x [1]\nb: [*x, *x]",
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
                "a: !!java.io.File [/etc]",
                "a: 1\na: 2",
                "just words",
                "- a\n- b"
            })
    void whatIsNoPlainMapIsAnError(String text) {
        assertThatThrownBy(() -> Fields.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsTooLargeOrTooDeepIsAnError() {
        assertThatThrownBy(() -> Fields.read("a: " + "x".repeat(Fields.MAX_CHARS)))
                .hasMessageContaining("at most 262144");
        assertThatThrownBy(() -> Fields.read("a: " + "[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExpressionThatNeverEndsMatchesNothing() {
        var match = TextMatch.of(Fields.read("regex: '(a+)+b'"));
        assertThat(match.test("aaab")).isTrue();
        assertThat(match.test("a".repeat(60))).isFalse();
    }
}
