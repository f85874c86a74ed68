package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.ProtocolConfig;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The http protocol put together as users do, called as any client of HTTP does. */
class HttpAssemblyTest {
    private final Bank.House house = new Bank.House();

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static CompletableFuture<HttpResponse<String>> post(
            int port, String method, String json, String... more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/"
                                                + Bank.class.getName()
                                                + "/"
                                                + method))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        if (more.length > 0) {
            request.headers(more);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> answer(int port, String method, String json, String... more)
            throws Exception {
        return post(port, method, json, more).get(10, TimeUnit.SECONDS);
    }

    @Test
    void theTokenIsAskedForByHttpToo() throws Exception {
        int port = house.port("http", house.bank().set("token", "s3cr3t"));
        HttpResponse<String> without = answer(port, "balance", "[\"a\"]");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(without.body()).contains("\"code\":13").doesNotContain("s3cr3t");
        assertThat(answer(port, "balance", "[\"a\"]", "authorization", "Bearer s3cr3t").body())
                .isEqualTo("1");
    }

    @Test
    void limitsHoldByHttpToo() throws Exception {
        int port =
                house.port(
                        "http", house.bank().method("hold", method -> method.set("executes", "1")));
        CompletableFuture<HttpResponse<String>> first = post(port, "hold", "[]");
        await().untilAsserted(() -> assertThat(house.held).hasValue(1));
        HttpResponse<String> second = answer(port, "hold", "[]");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("\"code\":7", "executes");
        house.open();
        assertThat(first.get(5, TimeUnit.SECONDS).body()).isEqualTo("\"held\"");
    }

    @Test
    void protocolsOverHttpShareAPortAndOthersDoNot() {
        RedubBootstrap shared =
                RedubBootstrap.application("bank")
                        .protocol(ProtocolConfig.of("http").port(0).set("describe", "false"))
                        .service(house.bank());
        int port = house.kept(shared.start()).port("http");
        RedubBootstrap other =
                RedubBootstrap.application("other").protocol("rmi", port).service(house.bank());
        assertThatThrownBy(() -> house.kept(other).start())
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION));
        RedubBootstrap alias =
                RedubBootstrap.application("alias")
                        .protocol("http", port, Map.of())
                        .protocol("jsonrpc", port, Map.of())
                        .service(house.bank().group("second").protocols("http"))
                        .service(house.bank().group("third").protocols("jsonrpc"));
        house.kept(alias).start();
        assertThat(alias.port("jsonrpc")).isEqualTo(port);
        for (String group : List.of("second", "third")) {
            Bank bank =
                    house.refer(
                            ReferenceConfig.of(Bank.class)
                                    .group(group)
                                    .url("jsonrpc://127.0.0.1:" + port),
                            "");
            assertThat(bank.balance("four")).isEqualTo(4);
        }
    }
}
