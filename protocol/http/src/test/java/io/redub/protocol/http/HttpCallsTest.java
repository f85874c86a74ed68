package io.redub.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls by the JDK's client: what a peer in any language sees. */
class HttpCallsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ShopServer server;

    @BeforeAll
    static void open() {
        server = new ShopServer("&payload=200000&application=corner");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path, String json, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                to(path).POST(HttpRequest.BodyPublishers.ofString(json))
                        .header("content-type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static String ok(String path, String json) throws Exception {
        HttpResponse<String> answer = post(path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void argumentsByPositionAndByName() throws Exception {
        String item = "{\"name\":\"tea\",\"price\":3,\"parts\":[]}";
        assertThat(ok("/shop/find", "[\"tea\", 3]")).isEqualTo(item);
        assertThat(ok("/shop/find", "{\"count\": 3,\n \"name\": \"tea\"}")).isEqualTo(item);
        assertThat(ok("/shop/list", "{\"names\":[\"a\",\"b\"],\"counts\":{\"a\":1}}"))
                .contains("\"total\":2", "{\"name\":\"a\",\"price\":1,\"parts\":[]}");
    }

    @Test
    void aQueryHasArgumentsToo() throws Exception {
        assertThat(send(to("/shop/find?name=green%20tea&count=3")).body()).contains("green tea");
        assertThat(send(to("/shop/over?text=12")).body()).isEqualTo("\"text 12\"");
        assertThat(send(to("/shop/over?number=12")).body()).isEqualTo("\"number 12\"");
        assertThat(send(to("/shop/over?texts=%5B%22a%22%5D")).body()).isEqualTo("\"texts [a]\"");
        assertThat(send(to("/shop/paint?color=GREEN&day=2026-01-31")).body())
                .isEqualTo("\"GREEN\"");
        assertThat(send(to("/shop/find?name=a&count=x")).statusCode()).isEqualTo(400);
        assertThat(send(to("/shop/find?name=a&name=b&count=1")).statusCode()).isEqualTo(400);
        assertThat(send(to("/shop/find?nome=a&count=1")).body()).contains("nome");
    }

    /** To an address without TLS, browsers do not say from which site a request comes. */
    @Test
    void aQueryOfABrowserIsACallOnlyIfItSurelyIsOfTheOwnPage() throws Exception {
        String call = "/shop/find?name=a&count=1";
        String own = "http://127.0.0.1:" + server.port() + "/";
        String browser = "Mozilla/5.0 (X11; Linux x86_64)";
        for (String page : new String[] {"http://evil.example/", "http://127.0.0.1:1/", "x y"}) {
            HttpResponse<String> answer =
                    send(to(call).header("user-agent", browser).header("referer", page));
            assertThat(answer.statusCode()).as(page).isEqualTo(403);
            assertThat(answer.body()).contains("another site");
        }
        assertThat(send(to(call).header("user-agent", browser)).statusCode()).isEqualTo(403);
        assertThat(send(to(call).header("user-agent", browser).header("referer", own)).statusCode())
                .isEqualTo(200);
        for (String site : new String[] {"same-origin", "none"}) {
            assertThat(
                            send(to(call).headers("user-agent", browser, "sec-fetch-site", site))
                                    .statusCode())
                    .isEqualTo(200);
        }
        assertThat(send(to("/").header("user-agent", browser)).statusCode()).isEqualTo(200);
        assertThat(send(to(call)).statusCode()).isEqualTo(200);
    }

    @Test
    void valuesOfAllKindsComeBack() throws Exception {
        assertThat(ok("/shop/paint", "[\"GREEN\",\"2026-01-31\"]")).isEqualTo("\"GREEN\"");
        assertThat(ok("/shop/price", "[12.50]")).isEqualTo("12.50");
        assertThat(ok("/shop/price", "[null]")).isEqualTo("null");
        assertThat(ok("/shop/later", "[\"see you\"]")).isEqualTo("\"see you later\"");
        assertThat(ok("/shop/any", "[{\"a\":{\"b\":1}}]")).contains("\"a\"");
        assertThat(ok("/shop/over", "[\"é\u2028\"]")).isEqualTo("\"text é\u2028\"");
        String bytes = Base64.getEncoder().encodeToString(new byte[] {1, 2, -1});
        assertThat(ok("/shop/bytes", "[\"" + bytes + "\"]")).isEqualTo("\"" + bytes + "\"");
        assertThat(
                        ok(
                                "/shop/grow",
                                "[{\"@class\":\""
                                        + Shop.Circle.class.getName()
                                        + "\",\"radius\":1}]"))
                .contains("Circle", "\"radius\":2.0");
        HttpResponse<String> nothing = send(to("/shop/nothing").POST(noBody()));
        assertThat(nothing.statusCode()).isEqualTo(204);
        assertThat(nothing.body()).isEmpty();
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    @Test
    void overloadsAreToldApartOrRefused() throws Exception {
        assertThat(ok("/shop/over", "[\"a\"]")).isEqualTo("\"text a\"");
        assertThat(ok("/shop/over", "[1]")).isEqualTo("\"number 1\"");
        assertThat(ok("/shop/over", "[[\"a\"]]")).isEqualTo("\"texts [a]\"");
        assertThat(ok("/shop/over", "{\"number\":1}")).isEqualTo("\"number 1\"");
        HttpResponse<String> either = post("/shop/twins", "[1]");
        assertThat(either.statusCode()).isEqualTo(400);
        assertThat(either.body()).contains("twins(int one), twins(long one)", "x-redub-signature");
        assertThat(post("/shop/twins", "[1]", "x-redub-signature", "J").body())
                .isEqualTo("\"long\"");
        assertThat(ok("/shop/twins", "[3000000000]")).isEqualTo("\"long\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "twice | [9223372036854775808] | out of range",
                "twice | [1.5]                 | ",
                "twice | [\"1\"]               | ",
                "twice | [null]                | ",
                "twice | {}                    | do not fit",
                "twice | {\"value\":1,\"x\":2} | do not fit",
                "twice | [1,2]                 | 2 arguments do not fit (expected: twice(long value))",
                "twice | []                    | 0 arguments",
                "twice | 1                     | expected: an array",
                "twice | {\"value\":1,\"value\":2} | Duplicate",
                "twice | [1                    | JSON, byte",
                "twice | [1] [2]               | expected: the end",
                "twice | nonsense              | JSON, byte 0",
                "half  | [1e999]               | double",
                "find  | [\"a\", 2147483648]   | argument 1 'count'",
                "paint | [\"BLUE\",\"2026-01-31\"] | argument 0 'color'",
                "grow  | [{\"@class\":\"java.lang.ProcessBuilder\"}] | not admitted",
                "any   | [{\"@class\":\"javax.script.ScriptEngineManager\"}] | not admitted"
            })
    void argumentsThatDoNotFitAreRefused(String method, String json, String why) throws Exception {
        HttpResponse<String> answer = post("/shop/" + method, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":400", "\"code\":5", "docs/errors.md#serialization")
                .contains(why == null ? "" : why.replace("\"", "\\\""));
    }

    @Test
    void whatIsBeyondABoundOfJsonIsRefused() throws Exception {
        for (String beyond :
                new String[] {
                    "[".repeat(50_000) + "]".repeat(50_000),
                    "[" + "7".repeat(50_000) + "]",
                    "[1." + "7".repeat(50_000) + "]",
                    "[{\"" + "x".repeat(100_000) + "\":1}]"
                }) {
            HttpResponse<String> answer = post("/shop/any", beyond);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("JSON", "exceeds the maximum", "\"code\":5");
            assertThat(post("/shop", beyond).body()).contains("-32700", "exceeds the maximum");
        }
    }

    @Test
    void theLargestNumbersThatFitComeBackExactly() throws Exception {
        assertThat(ok("/shop/twice", "[4611686018427387903]")).isEqualTo("9223372036854775806");
        assertThat(ok("/shop/twice", "[-4611686018427387904]")).isEqualTo("-9223372036854775808");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        HttpResponse<String> method = post("/shop/steal", "[]");
        assertThat(method.statusCode()).isEqualTo(404);
        assertThat(method.body()).contains("\"code\":11", "it has: any, attachment, buy");
        HttpResponse<String> service = post("/bank/find", "[]");
        assertThat(service.statusCode()).isEqualTo(404);
        assertThat(service.body()).contains("served: /shop");
        assertThat(post("/shop/find", "[]", "x-redub-version", "2").statusCode()).isEqualTo(404);
    }

    @Test
    void otherMethodsAndMediaTypesAreRefused() throws Exception {
        HttpResponse<String> put = send(to("/shop/find").PUT(noBody()));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("allow")).hasValue("POST, GET");
        assertThat(send(to("/shop")).statusCode()).isEqualTo(405);
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("[\"a\",1]");
        for (String media :
                new String[] {"text/plain", "text/xml", "application/x-www-form-urlencoded"}) {
            HttpResponse<String> answer =
                    send(to("/shop/find").POST(body).header("content-type", media));
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("expected: application/json");
        }
        assertThat(send(to("/shop/find").POST(body)).statusCode()).isEqualTo(415);
    }

    @Test
    void whatIsTooLargeIsRefusedBothWays() throws Exception {
        String large = "[\"" + "x".repeat(200_000) + "\"]";
        assertThat(post("/shop/over", large).statusCode()).isEqualTo(413);
        String fits = "[\"" + "x".repeat(199_996) + "\"]";
        HttpResponse<String> answer = post("/shop/over", fits);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":5", "payload limit: 200000");
    }

    @Test
    void whatTheMethodThrewIsNamed() throws Exception {
        HttpResponse<String> answer = post("/shop/buy", "[\"tea\"]");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("\"code\":3", "\"exception\":\"" + Shop.SoldOut.class.getName() + "\"")
                .contains("\"message\":\"no tea left\"")
                .doesNotContain("ShopBean");
    }

    @Test
    void attachmentsAndTraceContextAreHeaders() throws Exception {
        assertThat(post("/shop/attachment", "[\"user\"]", "x-redub-attachment-user", "ann").body())
                .isEqualTo("\"ann\"");
        HttpResponse<String> exact =
                post("/shop/attachment", "[\"userId\"]", "x-redub-attachments", "{\"userId\":7}");
        assertThat(exact.body()).isEqualTo("\"7\"");
        assertThat(exact.headers().firstValue("x-redub-attachments"))
                .hasValue("{\"echoed\":\"userId\"}");
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(post("/shop/attachment", "[\"traceparent\"]", "traceparent", trace).body())
                .isEqualTo("\"" + trace + "\"");
        assertThat(post("/shop/attachment", "[\"x\"]", "x-redub-attachments", "[]").statusCode())
                .isEqualTo(400);
        assertThat(post("/shop/attachment", "[\"x\"]", "x-redub-timeout", "0").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theDescriptionAndThePageAreServed() throws Exception {
        HttpResponse<String> description = send(to("/openapi.json"));
        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(description.body())
                .contains("\"openapi\":\"3.1.0\"", "\"/shop/find\"", "\"title\":\"corner\"")
                .contains("find(String name, int count)", "#/components/schemas/Page_Item")
                .doesNotContain("$invoke");
        HttpResponse<String> page = send(to("/"));
        assertThat(page.body()).contains("try.js");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(send(to("/try.js")).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutDescriptionThereIsNoPage() throws IOException, InterruptedException {
        try (ShopServer quiet = new ShopServer("&describe=false")) {
            HttpResponse<String> answer =
                    CLIENT.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + quiet.port()
                                                            + "/openapi.json"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void groupsAndVersionsAreToldByPathHeaderOrQuery() throws Exception {
        var other =
                server.export(
                        "http://127.0.0.1:" + server.port() + "/shop", "&group=g&version=2.0");
        try {
            String item = "{\"name\":\"tea\",\"price\":3,\"parts\":[]}";
            String json = "[\"tea\",3]";
            assertThat(ok("/g/shop:2.0/find", json)).isEqualTo(item);
            assertThat(ok("/shop/find?group=g&version=2.0", json)).isEqualTo(item);
            assertThat(
                            post("/shop/find", json, "x-redub-group", "g", "x-redub-version", "2.0")
                                    .body())
                    .isEqualTo(item);
            assertThat(post("/shop/find?group=h", json).statusCode()).isEqualTo(404);
        } finally {
            other.close();
        }
    }
}
