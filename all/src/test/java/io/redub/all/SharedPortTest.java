package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.config.ProtocolConfig;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.service.RpcException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dubbo protocol and those over HTTP on one port, told apart by a connection's first bytes. */
@Timeout(60)
class SharedPortTest {
    private final Bank.House house = new Bank.House();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        house.close();
        threads.shutdownNow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private RedubBootstrap provider(int port, String... protocols) {
        RedubBootstrap provider = RedubBootstrap.application("bank").host("127.0.0.1");
        for (String protocol : protocols) {
            provider.protocol(protocol, port);
        }
        return house.kept(provider.service(house.bank()).start());
    }

    private CompletableFuture<String> post(int port, String method, String json) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/%s/%s"
                                                .formatted(port, Bank.class.getName(), method)))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    private String posted(int port, String method, String json) throws Exception {
        return post(port, method, json).get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dubbo,http,hessian", "hessian,http,dubbo"})
    void oneApplicationServesAllOnOnePortAtOnce(String order) throws Exception {
        int port = freePort();
        RedubBootstrap provider = provider(port, order.split(","));
        assertThat(List.of("dubbo", "http", "hessian"))
                .allMatch(protocol -> provider.port(protocol) == port);
        Bank dubbo = house.at("dubbo", port);
        Bank hessian = house.at("hessian", port);
        List<Future<Long>> balances = new ArrayList<>();
        List<CompletableFuture<String>> posts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String account = "x".repeat(i);
            balances.add(threads.submit(() -> dubbo.balance(account)));
            balances.add(threads.submit(() -> hessian.balance(account)));
            posts.add(post(port, "balance", "[\"" + account + "\"]"));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(balances.get(2 * i).get(10, TimeUnit.SECONDS)).isEqualTo(i);
            assertThat(balances.get(2 * i + 1).get(10, TimeUnit.SECONDS)).isEqualTo(i);
            assertThat(posts.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void curlAsksAlongsideADubboConsumer() throws Exception {
        int port = freePort();
        provider(port, "dubbo", "http");
        Bank dubbo = house.at("dubbo", port);
        Process curl =
                new ProcessBuilder(
                                "curl",
                                "-sS",
                                "-H",
                                "content-type: application/json",
                                "-d",
                                "[\"four\"]",
                                "http://127.0.0.1:"
                                        + port
                                        + "/"
                                        + Bank.class.getName()
                                        + "/balance")
                        .redirectErrorStream(true)
                        .start();
        assertThat(dubbo.balance("four")).isEqualTo(4);
        assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dubbo,http", "http,dubbo"})
    void theStopOfOneDoesNotCutTheOther(String order) throws Exception {
        int port = freePort();
        String[] protocols = order.split(",");
        RedubBootstrap leaving = provider(port, protocols[0]);
        provider(port, protocols[1]);
        Bank dubbo = house.at("dubbo", port);
        assertThat(dubbo.balance("four")).isEqualTo(4);
        assertThat(posted(port, "balance", "[\"four\"]")).isEqualTo("4");
        boolean httpStays = protocols[1].equals("http");
        CompletableFuture<String> held =
                httpStays
                        ? post(port, "hold", "[]")
                        : CompletableFuture.supplyAsync(() -> hold(dubbo), threads);
        await().untilAsserted(() -> assertThat(house.held).hasValue(1));
        leaving.close();
        if (httpStays) {
            assertThat(posted(port, "balance", "[\"four\"]")).isEqualTo("4");
            assertThatThrownBy(() -> dubbo.balance("four")).isInstanceOf(RpcException.class);
        } else {
            assertThat(dubbo.balance("four")).isEqualTo(4);
            assertThatThrownBy(() -> posted(port, "balance", "[\"four\"]"))
                    .isInstanceOf(Exception.class);
        }
        house.open();
        assertThat(held.get(10, TimeUnit.SECONDS)).contains("held");
        RedubBootstrap back = provider(port, protocols[0]);
        assertThat(posted(port, "balance", "[\"four\"]")).isEqualTo("4");
        assertThat(house.at("dubbo", port).balance("four")).isEqualTo(4);
        assertThat(back.port(protocols[0])).isEqualTo(port);
    }

    private static String hold(Bank bank) {
        try {
            return bank.hold();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStopOfBothWaitsForTheCallsOfBoth() throws Exception {
        int port = freePort();
        RedubBootstrap provider = provider(port, "dubbo", "http");
        Bank dubbo = house.at("dubbo", port);
        CompletableFuture<String> byDubbo =
                CompletableFuture.supplyAsync(() -> hold(dubbo), threads);
        CompletableFuture<String> byHttp = post(port, "hold", "[]");
        await().untilAsserted(() -> assertThat(house.held).hasValue(2));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(provider::close, threads);
        assertThat(stop).isNotDone();
        house.open();
        assertThat(byDubbo.get(10, TimeUnit.SECONDS)).isEqualTo("held");
        assertThat(byHttp.get(10, TimeUnit.SECONDS)).isEqualTo("\"held\"");
        stop.get(10, TimeUnit.SECONDS);
        new ServerSocket(port).close();
    }

    @Test
    void whatNoneSpeaksIsClosedAndTheOthersGoOn() throws Exception {
        int port = freePort();
        provider(port, "dubbo", "http");
        Bank dubbo = house.at("dubbo", port);
        try (Socket tls = new Socket("127.0.0.1", port)) {
            tls.setSoTimeout(10_000);
            OutputStream out = tls.getOutputStream();
            out.write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00});
            assertThat(tls.getInputStream().read()).isNegative();
        }
        assertThat(dubbo.balance("four")).isEqualTo(4);
        assertThat(posted(port, "balance", "[\"four\"]")).isEqualTo("4");
    }

    @Test
    void limitsOfConnectionsHoldForEachProtocolAlone() throws Exception {
        int port = freePort();
        RedubBootstrap provider =
                RedubBootstrap.application("bank")
                        .host("127.0.0.1")
                        .protocol(ProtocolConfig.of("dubbo").port(port).set("accepts", "1"))
                        .protocol(ProtocolConfig.of("http").port(port))
                        .service(house.bank());
        house.kept(provider.start());
        Bank first = house.at("dubbo", port);
        assertThat(first.balance("four")).isEqualTo(4);
        assertThat(posted(port, "balance", "[\"four\"]")).isEqualTo("4");
        Bank second =
                house.refer(
                        ReferenceConfig.of(Bank.class)
                                .url("dubbo://127.0.0.1:" + port)
                                .set("connections", "1"),
                        "");
        assertThatThrownBy(() -> second.balance("four")).isInstanceOf(RpcException.class);
        assertThat(first.balance("four")).isEqualTo(4);
    }
}
