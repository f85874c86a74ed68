package io.redub.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL's parts, its text form, and the texts that are refused. */
class URLTest {
    /** Nodes that Dubbo 2.7.23 and 3.3.6 wrote into a real ZooKeeper. */
    static Stream<String> nodesOfDubbo() throws IOException {
        try (InputStream in = URLTest.class.getResourceAsStream("/dubbo-nodes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("nodesOfDubbo")
    void whatDubboRegisteredPrintsBackByteForByte(String node) {
        assertThat(URL.encode(URL.valueOfEncoded(node).toString())).isEqualTo(node);
    }

    @Test
    void allPartsAreRead() {
        URL url =
                URL.valueOf(
                        "dubbo://me:secret@10.0.0.1:20880/a/b.C?b=2&a=1,x&hello.timeout=5"
                                + "&url=http://u:p@h/x?y=z#f");
        assertThat(url.getProtocol()).isEqualTo("dubbo");
        assertThat(url.getUsername()).isEqualTo("me");
        assertThat(url.getPassword()).isEqualTo("secret");
        assertThat(url.getHost()).isEqualTo("10.0.0.1");
        assertThat(url.getPort()).isEqualTo(20880);
        assertThat(url.getPath()).isEqualTo("a/b.C");
        assertThat(url.getParameter("url")).isEqualTo("http://u:p@h/x?y=z#f");
        assertThat(url.getParameters().keySet()).containsExactly("b", "a", "hello.timeout", "url");
        assertThat(url)
                .hasToString(
                        "dubbo://me:secret@10.0.0.1:20880/a/b.C?a=1,x&b=2&hello.timeout=5"
                                + "&url=http://u:p@h/x?y=z#f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    127.0.0.1:2181                        | ''        | 127.0.0.1       | 2181  | ''
                    localhost                             | ''        | localhost       | 0     | ''
                    h/a://b                               | ''        | h               | 0     | a://b
                    /only/a/path                          | ''        | ''              | 0     | only/a/path
                    ?a=b://c/d@e                          | ''        | ''              | 0     | ''
                    file:///var/x y                       | file      | ''              | 0     | var/x y
                    dubbo://h//deep                       | dubbo     | h               | 0     | deep
                    dubbo://h/                            | dubbo     | h               | 0     | ''
                    dubbo://h/p@q:1                       | dubbo     | h               | 0     | p@q:1
                    dubbo://h:0/p                         | dubbo     | h               | 0     | p
                    dubbo://[::1]:20880/p                 | dubbo     | [::1]           | 20880 | p
                    dubbo://[fe80::1%eth0]                | dubbo     | [fe80::1%eth0]  | 0     | ''
                    dubbo://u@[::ffff:1.2.3.4]:1          | dubbo     | [::ffff:1.2.3.4] | 1    | ''
                    service-discovery-registry://my_host.local:65535 | service-discovery-registry | my_host.local | 65535 | ''
                    """)
    void formsThatAreAccepted(String text, String protocol, String host, int port, String path) {
        URL url = URL.valueOf(text);
        assertThat(url.getProtocol()).isEqualTo(protocol);
        assertThat(url.getHost()).isEqualTo(host);
        assertThat(url.getPort()).isEqualTo(port);
        assertThat(url.getPath()).isEqualTo(path);
        assertThat(URL.valueOf(url.toString())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "?",
                "://h",
                "//evil.example/x",
                "1a://h",
                "a b://h",
                "java script://h",
                "dubbo://good.example\\@evil.example/x",
                "dubbo://good.example\\evil.example",
                "dubbo://good.example@evil.example@good.example",
                "dubbo://evil.example#@good.example/",
                "dubbo://evil.example:80#@good.example/",
                "dubbo://good.example:80@evil.example:80@x",
                "dubbo://good.example /x",
                "dubbo://good\texample/x",
                "dubbo://good\u0000.example/x",
                "dubbo://good.example%2f@evil.example:1:2",
                "dubbo://good%2eexample/x",
                "dubbo://good。example/x",
                "dubbo://gооd.example/x",
                "dubbo://${host}/x",
                "dubbo:/h/x",
                "dubbo:h/x",
                "dubbo://h:",
                "dubbo://h:x",
                "dubbo://h:-1",
                "dubbo://h:+1",
                "dubbo://h:65536",
                "dubbo://h:100000000000",
                "dubbo://h:٣",
                "dubbo://h:1:2",
                "dubbo://:20880/x",
                "dubbo://user@/x",
                "dubbo://::1/x",
                "dubbo://[::1/x",
                "dubbo://::1]/x",
                "dubbo://[]/x",
                "dubbo://[host]/x",
                "dubbo://[::1]x:1",
                "dubbo://[1:2]",
                "dubbo://[::1%a/b]",
                "dubbo://u%zz@h",
                "dubbo://u%ff@h",
                "dubbo://u%4@h",
                "dubbo://u v@h",
                "dubbo://h/a#b",
                "dubbo://h/a\nb",
                "dubbo://h/a?k=v\nw",
                "dubbo://h,/a",
                "dubbo://a,,b/a",
                "dubbo://a,b:x/a",
                "dubbo://a,b@c@d/a"
            })
    void textsThatTwoReadersCouldReadDifferentlyAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> URL.valueOf(text))
                .withMessageContaining("URL '");
    }

    @Test
    void aRefusalShowsNoPasswordAndNoSecondLine() {
        assertThatThrownBy(() -> URL.valueOf("zookeeper://me:hidden@host:port\n/x"))
                .hasMessageContaining("zookeeper://***@host:port")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("\n");
        for (String text : List.of("x://me:hid/den@h:p", "me:hidden@h:p", "x://me:hid?den@h:p/")) {
            assertThatThrownBy(() -> URL.valueOf(text)).hasMessageNotContaining("den");
        }
        assertThatThrownBy(() -> URL.valueOf("x".repeat(10_000) + "\\"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void partsThatCannotStandAtTheirPlaceAreRefused() {
        URL url = URL.valueOf("dubbo://h:1/p?a=b");
        for (String host : List.of("a/b", "a:1", "u@h", "a b", "h?x", "::1", "a\\b", "a,b")) {
            refused(host, () -> url.withHost(host));
        }
        refused("-1", () -> url.withPort(-1));
        refused("65536", () -> url.withPort(65536));
        refused("a/b", () -> url.withProtocol("a/b"));
        refused("?", () -> url.withPath("a?b=c"));
        refused("#", () -> url.withPath("a#b"));
        refused("host", () -> url.withHost(""));
        refused("username", () -> url.withCredentials(null, "secret"));
        refused("65536", () -> URL.of("dubbo", "h", 65536, ""));
        refused("nothing", () -> URL.of("", "", 0, "/"));
    }

    @Test
    void aValueCannotSmuggleInAnotherParameter() {
        URL url = URL.valueOf("dubbo://h:1/p?group=a");
        refused("'x'", () -> url.addParameter("x", "1&group=b"));
        refused("'x'", () -> url.addParameter("x", "1\n2"));
        refused("'x&group'", () -> url.addParameter("x&group", "b"));
        refused("'x=1&group'", () -> url.addParameter("x=1&group", "b"));
        refused("'x'", () -> url.addParameters(Map.of("x", "1&group=b")));
        refused("'x'", () -> url.withParameters(Map.of("x", "1&group=b")));
        refused("'x'", () -> URL.of("dubbo", "h", 1, "p", Map.of("x", "1&group=b")));

        URL encoded = url.addParameterAndEncoded("rule", "a=1&group=b => host != 10.*\n% 中");
        URL read = URL.valueOf(encoded.toString());
        assertThat(read.getGroup()).isEqualTo("a");
        assertThat(read.getParameterAndDecoded("rule"))
                .isEqualTo("a=1&group=b => host != 10.*\n% 中");
        assertThat(read.getParameterAndDecoded("none")).isNull();
        assertThat(url.addParameterAndEncoded("rule", null)).isSameAs(url);
    }

    private static void refused(
            String named, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(named);
    }

    @Test
    void escapesInValuesStandAsTheyAre() {
        String text = "route://0.0.0.0/x?rule=host+%3D+10.20%26a%253Db%2526c";
        assertThat(URL.valueOf(text)).hasToString(text);
        assertThat(URL.valueOf(text).getParameterAndDecoded("rule"))
                .isEqualTo("host = 10.20&a%3Db%26c");
    }

    @Test
    void emptyValuesAreNoParametersAndALoneKeyIsItsOwnValue() {
        URL url = URL.valueOf("dubbo://h/p?a=&b&=c&&d= &e=f=g& h = i ");
        assertThat(url.getParameters())
                .containsExactly(Map.entry("b", "b"), Map.entry("e", "f=g"), Map.entry("h", "i"));
        assertThat(url).hasToString("dubbo://h/p?b=b&e=f=g&h=i");
        assertThat(url.addParameter("x", "")).isSameAs(url);
        assertThat(url.addParameter("x", null)).isSameAs(url);
        assertThat(url.addParameters(Map.of("x", "", "b", " "))).isEqualTo(url);
        assertThat(url.withParameters(Map.of("x", " "))).isEqualTo(URL.valueOf("dubbo://h/p"));
        assertThat(URL.valueOf("dubbo://h?a=1&a=2").getParameter("a")).isEqualTo("2");
    }

    @Test
    void userAndPasswordMayHaveAnyCharacters() {
        URL url = URL.valueOf("zookeeper://me:p%40s%3As%2F%E4%B8%AD@h:2181");
        assertThat(url.getPassword()).isEqualTo("p@s:s/中");
        assertThat(url).hasToString("zookeeper://me:p%40s%3As%2F%E4%B8%AD@h:2181");
        URL given = URL.valueOf("zookeeper://h:2181").withCredentials("a:b@", "%?#&/\\ ");
        assertThat(URL.valueOf(given.toString())).isEqualTo(given);
        assertThat(given.withCredentials(null, null)).hasToString("zookeeper://h:2181");
        assertThat(URL.valueOf("x://u:@h").getPassword()).isEmpty();
        assertThat(URL.valueOf("x://u@h").getPassword()).isNull();
    }

    @Test
    void secretsAreNotShown() {
        URL url = URL.valueOf("x://me:hidden@h/p?token=hidden&dbPassword=hidden&a=b");
        assertThat(url.toRedactedString()).isEqualTo("x://me:***@h/p?a=b&dbPassword=***&token=***");
    }

    @Test
    void severalAddressesAreOneHostAndItsBackups() {
        URL url = URL.valueOf("zookeeper://a:1,b,[::1]:3/x?backup=d:4, e");
        assertThat(url.getHost()).isEqualTo("a");
        assertThat(url.getPort()).isEqualTo(1);
        assertThat(url.getBackupAddresses(2181))
                .containsExactly("a:1", "b:2181", "[::1]:3", "d:4", "e:2181");
        assertThat(URL.valueOf(url.toString())).isEqualTo(url);
        assertThat(URL.valueOf("zookeeper://[::1]?backup=[::2]").getBackupAddresses(2181))
                .containsExactly("[::1]:2181", "[::2]:2181");
    }

    @Test
    void aMethodsParameterGoesBeforeTheServices() {
        URL url = URL.valueOf("dubbo://h?timeout=1&hi.timeout=2&hi.async=true&x=y");
        assertThat(url.getMethodParameter("hi", "timeout", 9)).isEqualTo(2);
        assertThat(url.getMethodParameter("ho", "timeout", 9)).isEqualTo(1);
        assertThat(url.getMethodParameter("ho", "retries", 9)).isEqualTo(9);
        assertThat(url.getMethodParameter("hi", "async", false)).isTrue();
        assertThat(url.getMethodParameter("ho", "async", false)).isFalse();
        assertThat(url.getMethodParameter("hi", "x")).isEqualTo("y");
        assertThat(url.getMethodParameter("hi", "z", "d")).isEqualTo("d");
    }

    @Test
    void numbersThatAreNoneNameTheirKey() {
        URL url = URL.valueOf("dubbo://h?timeout=1s&n= 7 ");
        assertThat(url.getParameter("n", 0)).isEqualTo(7);
        assertThat(url.getParameter("n", 0L)).isEqualTo(7);
        assertThat(url.getParameter("none", 3)).isEqualTo(3);
        refused("timeout: '1s'", () -> url.getParameter("timeout", 1));
        refused("timeout: '1s'", () -> url.getParameter("timeout", 1L));
        refused("timeout: '1s'", () -> url.getMethodParameter("m", "timeout", 1));
    }

    @Test
    void derivedUrlsDifferInTheirPartOnly() {
        URL url = URL.valueOf("dubbo://me:pw@h:1/p?a=b&c=d");
        assertThat(url.withProtocol("tri").withHost("[::1]").withPort(2).withPath("/q"))
                .hasToString("tri://me:pw@[::1]:2/q?a=b&c=d");
        assertThat(url.removeParameters("a", "x")).hasToString("dubbo://me:pw@h:1/p?c=d");
        assertThat(url.removeParameters("x")).isSameAs(url);
        assertThat(url.addParameter("a", "b")).isSameAs(url);
        assertThat(url.addParameterIfAbsent("a", "z")).isSameAs(url);
        assertThat(url.addParameterIfAbsent("e", "z").addParameter("n", 5).addParameter("t", true))
                .hasToString("dubbo://me:pw@h:1/p?a=b&c=d&e=z&n=5&t=true");
        assertThatThrownBy(() -> url.getParameters().put("x", "y"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(url).hasToString("dubbo://me:pw@h:1/p?a=b&c=d");
    }

    @ParameterizedTest
    @CsvSource({
        "g/io.x.Foo:1.0, g, io.x.Foo, 1.0",
        "io.x.Foo:1.0, , io.x.Foo, 1.0",
        "g/io.x.Foo, g, io.x.Foo,",
        "io.x.Foo, , io.x.Foo,",
        "g/a/b:2, g, a/b, 2"
    })
    void serviceKeysAreReadAsTheyArePrinted(
            String text, String group, String path, String version) {
        ServiceKey key = ServiceKey.parse(text);
        assertThat(key).isEqualTo(new ServiceKey(group, path, version)).hasToString(text);
        assertThat(URL.serviceKey(group, path, version)).isEqualTo(text);
    }

    @Test
    void noVersionAndNoGroupHaveSeveralSpellings() {
        assertThat(URL.serviceKey("", "x", "0.0.0")).isEqualTo("x");
        assertThat(URL.serviceKey(null, "x", "*")).isEqualTo("x");
        assertThat(URL.valueOf("dubbo://h/p?interface=x&group=g&version=1").getServiceKey())
                .isEqualTo("g/x:1");
        assertThat(URL.valueOf("dubbo://h/p?version=0.0.0").getServiceKey()).isEqualTo("p");
        refused("''", () -> ServiceKey.parse(""));
        refused("'g/:1'", () -> ServiceKey.parse("g/:1"));
    }
}
