package io.redub.protocol.webservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What peers send that they should not, and raw calls as they should be. */
@Timeout(60)
class BadInputTest {
    private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
    private static final String STORE = "http://webservice.protocol.redub.io/";

    private final HttpClient client = HttpClient.newHttpClient();
    private StoreServer server;

    @BeforeEach
    void open() {
        server =
                new StoreServer(
                        "&payload=200000&stall=500&serialize.max.depth=100"
                                + "&serialize.max.elements=5000");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> post(String media, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url()))
                        .header("content-type", media)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String message) throws Exception {
        return post("text/xml; charset=utf-8", message.getBytes(StandardCharsets.UTF_8));
    }

    private static String envelope(String soap, String body) {
        return "<e:Envelope xmlns:e='"
                + soap
                + "' xmlns:s='"
                + STORE
                + "'><e:Body>"
                + body
                + "</e:Body></e:Envelope>";
    }

    private static String call(String body) {
        return envelope(SOAP11, body);
    }

    private static void fault(HttpResponse<String> answer, String code, String... told) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/xml;charset=UTF-8");
        assertThat(answer.body())
                .contains("<faultcode>soap:" + code + "</faultcode>")
                .contains(told);
    }

    @Test
    void rawCallsInBothVersionsAndForms() throws Exception {
        String qualified = "<s:hello><s:arg0>you</s:arg0></s:hello>";
        HttpResponse<String> answer = post(envelope(SOAP11, qualified));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<soap:Envelope xmlns:soap=\"" + SOAP11 + "\">")
                .contains("return>hello you</");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/xml;charset=UTF-8");
        assertThat(post(call("<s:hello><arg0>you</arg0></s:hello>")).body()).contains("hello you");
        HttpResponse<String> newer =
                post(
                        "application/soap+xml; charset=UTF-16; action=\"x\"",
                        envelope(SOAP12, qualified).getBytes(StandardCharsets.UTF_16));
        assertThat(newer.statusCode()).isEqualTo(200);
        assertThat(newer.body())
                .contains("<soap:Envelope xmlns:soap=\"" + SOAP12 + "\">")
                .contains("return>hello you</");
        assertThat(newer.headers().firstValue("content-type"))
                .hasValue("application/soap+xml;charset=UTF-8");
    }

    @Test
    void faultsInTheNewerVersion() throws Exception {
        HttpResponse<String> answer =
                post(
                        "application/soap+xml",
                        envelope(SOAP12, "<s:sell><arg0>last</arg0></s:sell>").getBytes());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("<soap:Value>soap:Receiver</soap:Value>", "sold out</soap:Text>")
                .contains("SoldOutException", "<left>3</left>");
        HttpResponse<String> wrong =
                post("application/soap+xml", envelope(SOAP12, "<s:nix/>").getBytes());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("<soap:Value>soap:Sender</soap:Value>");
    }

    @Test
    void anotherContentTypePathOrHttpMethod() throws Exception {
        byte[] good = call("<s:nothing/>").getBytes();
        for (String media : List.of("text/plain", "application/json", "multipart/related")) {
            HttpResponse<String> answer = post(media, good);
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("text/xml");
        }
        HttpResponse<String> get =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url())).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("allow")).hasValue("POST");
        HttpResponse<String> elsewhere =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/x"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(good))
                                .header("content-type", "text/xml")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(elsewhere.body()).contains("/store");
    }

    @Test
    void unknownOperationsAndArguments() throws Exception {
        HttpResponse<String> unknown = post(call("<s:nix/>"));
        fault(unknown, "Client", "no operation {" + STORE + "}nix", "}hello", "METHOD_NOT_FOUND");
        assertThat(unknown.headers().firstValue("x-redub-code")).hasValue("11");
        fault(post(call("<hello/>")), "Client", "no operation hello");
        fault(post(call("<s:hello><s:arg9/></s:hello>")), "Client", "arg9", "}arg0");
        fault(post(call("<s:hello><x:arg0 xmlns:x='u'/></s:hello>")), "Client", "{u}arg0");
        fault(post(call("<s:item/>")), "Client", "'arg1' is missing");
        fault(post(call("<s:hello/><s:hello/>")), "Client", "expected: one call");
    }

    @Test
    void valuesThatDoNotFit() throws Exception {
        // More often than JAXB reports some errors of a process.
        for (int i = 0; i < 30; i++) {
            fault(post(call("<s:over><s:arg0>abc</s:arg0></s:over>")), "Client", "abc");
            fault(
                    post(
                            call(
                                    "<s:item><s:arg0><count>1x</count></s:arg0><s:arg1>1</s:arg1></s:item>")),
                    "Client",
                    "1x");
            String xsi = " xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='";
            fault(
                    post(call("<s:item><s:arg0" + xsi + "s:evil'/><s:arg1>1</s:arg1></s:item>")),
                    "Client",
                    "}evil");
            fault(
                    post(call("<s:later><s:arg0>yesterday</s:arg0></s:later>")),
                    "Client",
                    "yesterday");
        }
        String xsi = " xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";
        // Of the wrapper they tell nothing, and must not break anything.
        for (String odd : List.of("i:type='s:item'", "i:type='s:x'", "i:nil='true'")) {
            HttpResponse<String> answer = post(call("<s:nothing" + xsi + " " + odd + "/>"));
            assertThat(answer.body()).doesNotContain("INTERNAL", "internal error");
        }
        HttpResponse<String> newer =
                post(
                        call(
                                "<s:item><s:arg0><count>1</count><added>x</added></s:arg0>"
                                        + "<s:arg1>1</s:arg1></s:item>"));
        assertThat(newer.statusCode()).isEqualTo(200);
        assertThat(newer.body()).contains("<count>2</count>");
    }

    @Test
    void envelopesThatAreNone() throws Exception {
        fault(post(""), "Client", "malformed XML");
        fault(post("{}"), "Client", "malformed XML");
        fault(post("<a/>"), "Client", "no SOAP envelope");
        fault(post("<Envelope xmlns='urn:x'><Body/></Envelope>"), "VersionMismatch", "urn:x");
        fault(post(call("")), "Client", "empty body");
        fault(post("<e:Envelope xmlns:e='" + SOAP11 + "'/>"), "Client", "without a body");
        fault(post(call("<s:nothing>")), "Client", "malformed XML");
        fault(post(call("<s:nothing/>") + "<x"), "Client", "malformed XML");
        fault(
                post(
                        "<e:Envelope xmlns:e='"
                                + SOAP11
                                + "'><e:Header><x:y xmlns:x='u' e:mustUnderstand='1'/></e:Header>"
                                + "<e:Body/></e:Envelope>"),
                "MustUnderstand",
                "{u}y");
        assertThat(post("text/xml;charset=nonsense", call("<s:nothing/>").getBytes()).statusCode())
                .isEqualTo(500);
    }

    @Test
    void doctypesBombsAndEntitiesAreRefusedAndNothingIsFetched() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        other.start();
        try {
            String there = "http://127.0.0.1:" + other.getAddress().getPort() + "/evil.dtd";
            StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'ha'>");
            for (int i = 1; i < 30; i++) {
                laughs.append("<!ENTITY l%d '%s'>".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
            }
            laughs.append("]>");
            String hello = call("<s:hello><s:arg0>&l29;</s:arg0></s:hello>");
            for (String doctype :
                    List.of(
                            "<!DOCTYPE a>",
                            laughs.toString(),
                            "<!DOCTYPE a SYSTEM '" + there + "'>",
                            "<!DOCTYPE a [<!ENTITY l29 SYSTEM 'file:///etc/passwd'>]>",
                            "<!DOCTYPE a [<!ENTITY l29 SYSTEM '" + there + "'>]>",
                            "<!DOCTYPE a [<!ENTITY % p SYSTEM '" + there + "'> %p;]>")) {
                HttpResponse<String> answer = post(doctype + hello);
                fault(answer, "Client", "SERIALIZATION");
                assertThat(answer.body()).doesNotContain("root:").hasSizeLessThan(2000);
            }
            fault(post(hello), "Client", "SERIALIZATION");
        } finally {
            other.stop(0);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatNestsTooDeepOrHasTooMuch() throws Exception {
        String deep = "<next>".repeat(5000) + "</next>".repeat(5000);
        fault(
                post(call("<s:item><s:arg0>" + deep + "</s:arg0><s:arg1>1</s:arg1></s:item>")),
                "Client",
                "serialize.max.depth");
        fault(
                post(call("<s:gaps>" + "<s:arg0/>".repeat(6000) + "</s:gaps>")),
                "Client",
                "serialize.max.elements");
        assertThat(
                        post(call(
                                        "<s:hello><s:arg0>"
                                                + "x".repeat(300_000)
                                                + "</s:arg0></s:hello>"))
                                .statusCode())
                .isEqualTo(413);
        assertThat(post(call("<s:nothing/>")).statusCode()).isEqualTo(200);
    }

    @Test
    void aSlowClientHoldsNoThreadAndIsSentAway() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", server.port())) {
            slow.getOutputStream()
                    .write(
                            ("POST /store HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n"
                                            + "Content-Length: 1000\r\n\r\n<")
                                    .getBytes());
            slow.setSoTimeout(20_000);
            String answer = new String(slow.getInputStream().readAllBytes());
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
        await().untilAsserted(() -> assertThat(server.exporter().active()).isZero());
    }

    @Test
    void damagedMessagesAreAnsweredAndTheServerLives() throws Exception {
        long seed = Long.getLong("redub.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] good =
                call("<s:item><s:arg0><name>n</name><stock><entry><key>k</key>"
                                + "<value>1</value></entry></stock></s:arg0>"
                                + "<s:arg1>1</s:arg1></s:item>")
                        .getBytes();
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(128);
            }
            int status = post("text/xml", bad).statusCode();
            assertThat(status).as("seed %d", seed).isIn(200, 500);
        }
        assertThat(post(call("<s:nothing/>")).statusCode()).isEqualTo(200);
    }
}
