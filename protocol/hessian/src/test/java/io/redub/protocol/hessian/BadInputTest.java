package io.redub.protocol.hessian;

import static org.assertj.core.api.Assertions.assertThat;

import com.caucho.hessian.io.AbstractHessianOutput;
import com.caucho.hessian.io.Hessian2Output;
import com.caucho.hessian.io.HessianOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What peers send that they should not. */
@Timeout(60)
class BadInputTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private DepotServer server;

    @BeforeEach
    void open() {
        server = new DepotServer("&payload=100000&stall=500");
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
                HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        return post("x-application/hessian", body);
    }

    private static byte[] call(boolean two, String method, Object... arguments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AbstractHessianOutput out;
        if (two) {
            out = new Hessian2Output(bytes);
        } else {
            HessianOutput one = new HessianOutput(bytes);
            one.setVersion(2);
            out = one;
        }
        out.call(method, arguments);
        out.flush();
        return bytes.toByteArray();
    }

    private static void refused(HttpResponse<String> answer, int status, String... told) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(told);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
    }

    /** Hessian, but not what the service takes. */
    private static void unread(HttpResponse<String> answer, String... told) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("H\2\0F").contains(told);
        assertThat(answer.headers().firstValue("x-redub-code")).hasValue("5");
    }

    @Test
    void anotherContentTypePathOrHttpMethod() throws Exception {
        byte[] good = call(true, "over", "a", 1);
        assertThat(post(good).statusCode()).isEqualTo(200);
        for (String media : List.of("text/plain", "application/json", "text/xml")) {
            refused(post(media, good), 415, "x-application/hessian");
        }
        HttpResponse<String> get =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url())).build(),
                        HttpResponse.BodyHandlers.ofString());
        refused(get, 405, "POST");
        assertThat(get.headers().firstValue("allow")).hasValue("POST");
        HttpResponse<String> elsewhere =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/x"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(good))
                                .header("content-type", "x-application/hessian")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        refused(elsewhere, 404, "/depot");
    }

    @Test
    void aNameOfManyUnderscoresIsJustUnknown() throws Exception {
        byte[] body = call(true, "a" + "__1".repeat(32_000), "a");
        assertThat(post(body).body()).contains("NoSuchMethodException");
        assertThat(post(call(true, "over__2", "a", 1)).statusCode()).isEqualTo(200);
    }

    @Test
    void malformedFramesAndOldVersions() throws Exception {
        refused(post(new byte[0]), 400, "it ends");
        refused(post("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII)), 400, "it begins");
        refused(post(new byte[] {'H', 2, 0, 'R', 'N'}), 400, "expected: 'C'");
        byte[] one = call(false, "over", "a", 1);
        one[1] = 1;
        refused(post(one), 400, "setHessian2Reply");
        byte[] behind = call(true, "over", "a", 1);
        refused(post(Arrays.copyOf(behind, behind.length + 1)), 400, "behind the arguments");
        unread(post(call(true, "sum", 1L << 40, 2L, 3, 4.5, true, "a")), "32 bits");
    }

    @Test
    void whatIsCutAnywhereIsMalformed() throws Exception {
        Map<String, String> tags = new HashMap<>(Map.of("a", "b"));
        for (boolean two : new boolean[] {true, false}) {
            for (byte[] whole :
                    List.of(
                            call(two, "echo", new Depot.Item("tea")),
                            call(two, "size", 5, new byte[] {1, 2, 3, 4, 5}),
                            call(two, "over", "a", 1))) {
                for (int size = 0; size < whole.length - 1; size++) {
                    HttpResponse<String> answer = post(Arrays.copyOf(whole, size));
                    assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(500);
                    assertThat(answer.statusCode() == 400 || answer.body().startsWith("H\2\0F"))
                            .as(answer.body())
                            .isTrue();
                }
            }
            byte[] stored = call(two, "store", "f", tags, DepotBean.generated(100));
            assertThat(post(Arrays.copyOf(stored, stored.length - 50)).body())
                    .contains("Exception");
        }
    }

    @Test
    void anythingChangedIsAnsweredAndNothingBreaks() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Depot.Item item = new Depot.Item("tea");
        item.parts = new HashMap<>(Map.of("bag", new Depot.Item("bag")));
        Map<String, String> tags = new HashMap<>(Map.of("a", "b"));
        List<byte[]> good =
                List.of(
                        call(true, "echo", item),
                        call(false, "echo", item),
                        call(true, "store", "f", tags, DepotBean.generated(100)),
                        call(false, "store", "f", tags, DepotBean.generated(100)));
        for (int i = 0; i < 600; i++) {
            byte[] bad = good.get(i % good.size()).clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            HttpResponse<String> answer = post(bad);
            assertThat(answer.statusCode()).as("seed " + seed).isIn(200, 400, 413);
            assertThat(answer.body()).as("seed " + seed).doesNotContain("internal error");
        }
        assertThat(post(good.get(0)).body()).startsWith("H\2\0R");
    }

    @Test
    void classesThatAreNotAdmittedAreNeverLoaded() throws Exception {
        for (boolean two : new boolean[] {true, false}) {
            unread(post(call(two, "any", new Depot.Stranger())), "Stranger is not admitted");
        }
        byte[] gadget =
                "H\2\0C\3any\u0091C\33javax.swing.UIDefaults$Lazy\u0090\u0060"
                        .getBytes(StandardCharsets.ISO_8859_1);
        unread(post(gadget), "UIDefaults$Lazy", "is not admitted");
    }

    @Test
    void tooMuchAndTooDeep() throws Exception {
        refused(post(call(true, "twice", (Object) new byte[100_001])), 413, "payload");
        refused(post(call(false, "over", "x".repeat(100_001))), 413, "payload");
        byte[] deep = new byte[90_000];
        byte[] head = "H\2\0C\5store\u0093".getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(deep, (byte) 0x79);
        System.arraycopy(head, 0, deep, 0, head.length);
        refused(post(deep), 400, "deep");
        byte[] longList =
                "H\2\0C\3any\u0091XI\u007f\u00ff\u00ff\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        unread(post(longList), "2147483647 items");
    }

    @Test
    void aSlowOrHalfClosedPeerHoldsNoThread() throws Exception {
        byte[] whole = call(true, "over", "a", 1);
        String head =
                "POST /depot HTTP/1.1\r\nHost: a\r\nContent-Type: x-application/hessian\r\n"
                        + "Content-Length: "
                        + whole.length
                        + "\r\n\r\n";
        for (boolean shut : new boolean[] {true, false}) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(whole, 0, 5);
                if (shut) {
                    socket.shutdownOutput();
                }
                String answer =
                        new String(
                                socket.getInputStream().readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith(shut ? "HTTP/1.1 400" : "HTTP/1.1 408");
            }
        }
        assertThat(post(whole).statusCode()).isEqualTo(200);
    }
}
