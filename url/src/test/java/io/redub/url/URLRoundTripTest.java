package io.redub.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is accepted prints as a text that parses back to it; generated from a seed. */
class URLRoundTripTest {
    private static final int CASES = 5_000;
    private static final String[] PIECES = {
        "a",
        "Z",
        "9",
        ".",
        "-",
        "_",
        "/",
        "//",
        "://",
        "?",
        "=",
        "==",
        "@",
        ":",
        ",",
        ";",
        "#",
        "+",
        "%",
        "%26",
        "%3D",
        "%252F",
        "%zz",
        " ",
        "\\",
        "*",
        "[",
        "]",
        "[::1]",
        "(",
        "\"",
        "中",
        "é",
        "😀",
        "\u00a0",
        "\u2028",
        "host",
        "127.0.0.1",
        "dubbo",
        "20880",
        "null",
        "\n",
        "\0",
        "&",
        "&x=y",
        "x=y"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 20210525, 20220209, 0x5eedL})
    void anAcceptedUrlPrintsAndParsesToItself(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            URL url;
            try {
                url = ofParts(random);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            accepted++;
            assertThat(URL.valueOf(url.toString())).as("seed %d, case %d", seed, i).isEqualTo(url);
            assertThat(URL.valueOfEncoded(URL.encode(url.toString())))
                    .as("encoded, seed %d, case %d", seed, i)
                    .isEqualTo(url);
        }
        assertThat(accepted).as("accepted with seed %d", seed).isGreaterThan(CASES / 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 25640, 24969, 0xbadL})
    void anAcceptedTextNamesTheSameHostHoweverOftenItIsRead(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            String text = random.nextInt(3) > 0 ? "dubbo://h" + text(random, 6) : text(random, 8);
            URL url;
            try {
                url = URL.valueOf(text);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            accepted++;
            assertThat(url.getHost())
                    .as("'%s', seed %d, case %d", text, seed, i)
                    .matches("[A-Za-z0-9._~*-]*|\\[[0-9A-Fa-f:.]+]");
            assertThat(URL.valueOf(url.toString()))
                    .as("'%s', seed %d, case %d", text, seed, i)
                    .isEqualTo(url)
                    .hasToString(url.toString());
        }
        assertThat(accepted).as("accepted with seed %d", seed).isGreaterThan(CASES / 20);
    }

    private static URL ofParts(Random random) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            parameters.put(text(random, 3), text(random, 5));
        }
        String protocol = pick(random, "dubbo", "registry", "", "p+1.x-y", "file");
        String host = pick(random, "h", "10.0.0.1", "", "[::1]", "my_host-1.local", "0.0.0.0");
        String path = random.nextBoolean() ? "io.x.Foo" : text(random, 4);
        URL url = URL.of(protocol, host, random.nextInt(3), path, parameters);
        return random.nextInt(4) > 0
                ? url
                : url.withCredentials(
                        text(random, 4), random.nextBoolean() ? null : text(random, 4));
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(pick(random, PIECES));
        }
        return text.toString();
    }
}
