package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/settings.md is what the table of settings says; {@code -Dupdate} writes it anew. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    private static final String HEAD =
            """
            # Settings

            Every setting, by the elements it may stand at. Made from `settings.table` of the module
            `config`; how settings are given and which of several wins stands in
            [configuration.md](configuration.md).

            *Parameter* is the name in URLs and in Dubbo's registries, where there is one. A time is a
            number of milliseconds, or has a unit: `500ms`, `2s`, `1m`. Redub *acts* on a setting, or
            *tells* others of it, or *keeps* it: then it is passed on, nothing in Redub acts on it, and
            that is said once at start.
            """;

    @Test
    void thePageIsWhatTheTableSays() throws IOException {
        String page = page();
        if (System.getProperty("update") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/settings.md; mvn test -pl config -Dtest=SettingsPageTest -Dupdate")
                .isEqualTo(page);
    }

    private static String page() {
        StringBuilder text = new StringBuilder(HEAD);
        for (ElementKind kind : ElementKind.values()) {
            List<Setting> settings = SettingTable.of(kind);
            text.append("\n## ").append(kind.tag()).append("\n\n");
            text.append("| setting | parameter | value | default | Redub | meaning |\n");
            text.append("|---|---|---|---|---|---|\n");
            settings.forEach(setting -> text.append(row(setting)));
        }
        return text.toString();
    }

    private static String row(Setting setting) {
        String parameter = setting.parameter();
        String value = setting.defaultValue();
        return "| "
                + String.join(
                        " | ",
                        "`" + String.join("`, `", setting.names()) + "`",
                        parameter == null ? "" : "`" + parameter + "`",
                        shortly(setting),
                        value == null ? "" : "`" + value + "`",
                        switch (setting.effect()) {
                            case ACTS -> "acts";
                            case TELLS -> "tells";
                            case NOTHING -> "keeps";
                        },
                        setting.meaning())
                + " |\n";
    }

    private static String shortly(Setting setting) {
        String text = setting.described();
        int comma = text.indexOf(", as a number of ms");
        return (comma < 0 ? text : text.substring(0, comma)).toLowerCase(Locale.ROOT).equals("text")
                ? "text"
                : (comma < 0 ? text : text.substring(0, comma)).replace("|", "\\|");
    }
}
