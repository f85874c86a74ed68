package io.redub.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.googlecode.jsonrpc4j.JsonRpcHttpClient;
import com.googlecode.jsonrpc4j.ProxyUtil;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JSON-RPC 2.0 as text, and by jsonrpc4j, the client that Dubbo's protocol of this kind has. */
class JsonRpcTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ShopServer server;

    @BeforeAll
    static void open() {
        server = new ShopServer("");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return post(server, body);
    }

    private static HttpResponse<String> post(ShopServer to, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + "/shop"))
                        .header("content-type", "application/json-rpc")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String call(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
                .formatted(id, method, params);
    }

    @Test
    void aCallIsAnsweredUnderItsId() throws Exception {
        assertThat(post(call("\"a\"", "twice", "[21]")).body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":42}");
        assertThat(post(call("7", "find", "{\"name\":\"tea\",\"count\":1}")).body())
                .contains("\"id\":7", "\"name\":\"tea\"");
        assertThat(post(call("1", "nothing", "[]")).body()).contains("\"result\":null");
    }

    @Test
    void aNotificationIsNotAnswered() throws Exception {
        HttpResponse<String> answer =
                post("{\"jsonrpc\":\"2.0\",\"method\":\"twice\",\"params\":[1]}");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"no\"}").statusCode()).isEqualTo(204);
    }

    @Test
    void aBatchIsAnsweredAsABatch() throws Exception {
        String batch =
                "["
                        + call("1", "twice", "[1]")
                        + ","
                        + call("2", "later", "[\"b\"]")
                        + ","
                        + "{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"},"
                        + "5,"
                        + call("3", "steal", "[]")
                        + "]";
        assertThat(post(batch).body())
                .startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":2}")
                .contains("\"id\":2,\"result\":\"b later\"")
                .contains("\"id\":null,\"error\":{\"code\":-32600")
                .contains("\"id\":3,\"error\":{\"code\":-32601")
                .endsWith("]");
        assertThat(post("[{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}]").statusCode())
                .isEqualTo(204);
        assertThat(post("[]").body()).contains("-32600");
        assertThat(post("[" + "1,".repeat(1001) + "1]").body()).contains("-32600");
        assertThat(post("[" + "1,".repeat(999) + "1]").body()).startsWith("[{").endsWith("}]");
        assertThat(post(call("1", "twice", "[" + "1,".repeat(1001) + "1]")).body())
                .contains("-32602", "more than 1000");
    }

    @Test
    void theAnswersOfABatchAreNotLongerThanOneMayBe() throws Exception {
        try (ShopServer small = new ShopServer("&payload=20000")) {
            String list = "[[" + "\"a\",".repeat(150) + "\"a\"],{\"a\":1}]";
            String batch = "[" + call("1", "list", list);
            batch += ("," + call("2", "list", list)).repeat(9) + "]";
            assertThat(post(small, batch).body())
                    .startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\"")
                    .contains("payload limit")
                    .hasSizeLessThan(30_000);
        }
    }

    @Test
    void aMistakeIsNotToldAtLengthHoweverLongItIs() throws Exception {
        String one = call("1", "price", "[\"" + "\u00e9".repeat(100_000) + "\"]");
        assertThat(post("[" + one + "," + one + "]").body())
                .contains("-32602")
                .hasSizeLessThan(40_000);
    }

    @Test
    void mistakesHaveTheirNumbers() throws Exception {
        assertThat(post("{").body()).contains("-32700");
        assertThat(post("{}").body()).contains("-32600");
        assertThat(post(call("{}", "twice", "[1]")).body()).contains("-32600");
        assertThat(post(call("1", "twice", "[9223372036854775808]")).body()).contains("-32602");
        assertThat(post(call("1", "twice", "3")).body()).contains("-32602");
        assertThat(post(call("1", "steal", "[]")).body()).contains("-32601", "\"code\":11");
        assertThat(post(call("1", "buy", "[\"tea\"]")).body())
                .contains("-32001", "exceptionTypeName", "no tea left");
    }

    @Test
    void whateverComesIsAnsweredOrRefused() throws Exception {
        long seed = 20261126;
        Random random = new Random(seed);
        byte[] good = call("1", "find", "{\"name\":\"tea\",\"count\":1}").getBytes();
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<String> answer =
                    CLIENT.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + server.port()
                                                            + (i % 2 == 0
                                                                    ? "/shop"
                                                                    : "/shop/list")))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(bad))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("seed %d, message %d: %s", seed, i, answer.body())
                    .isIn(200, 204, 400);
        }
    }

    @Test
    void jsonrpc4jCallsAndCatchesWhatIsThrown() throws Throwable {
        JsonRpcHttpClient client =
                new JsonRpcHttpClient(new URL("http://127.0.0.1:" + server.port() + "/shop"));
        assertThat(client.invoke("twice", new Object[] {21}, Long.class)).isEqualTo(42);
        assertThat(client.invoke("find", Map.of("name", "tea", "count", 2), Map.class))
                .containsEntry("name", "tea");
        Remote shop =
                ProxyUtil.createClientProxy(getClass().getClassLoader(), Remote.class, client);
        assertThat(shop.over(List.of("a"))).isEqualTo("texts [a]");
        assertThat(shop.twice(4)).isEqualTo(8);
        assertThatThrownBy(() -> shop.buy("tea"))
                .isInstanceOf(Shop.SoldOut.class)
                .hasMessage("no tea left");
        assertThatThrownBy(() -> client.invoke("steal", new Object[0], String.class))
                .hasMessageContaining("has no method 'steal'");
    }

    /** A part of {@link Shop}, with types that jsonrpc4j reads without help. */
    public interface Remote {
        long twice(long value);

        String over(List<String> texts);

        Map<String, Object> buy(String name) throws Shop.SoldOut;
    }
}
