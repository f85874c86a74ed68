package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules in docs/rules.md are understood, each under the key that stands above it. */
class RulesPageTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("`([^`\\n]+)`:\\n\\n```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsARule() throws IOException {
        Path page = Path.of("..", "docs", "rules.md");
        Matcher example = EXAMPLE.matcher(Files.readString(page));
        int examples = 0;
        while (example.find()) {
            RuleKey key = RuleKey.of(example.group(1));
            assertThat(RuleCheck.text(key, example.group(2), (name, value) -> value))
                    .as(key.toString())
                    .isEmpty();
            examples++;
        }
        assertThat(examples).isEqualTo(5);
    }
}
