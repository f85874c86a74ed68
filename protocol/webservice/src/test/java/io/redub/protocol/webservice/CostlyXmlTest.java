package io.redub.protocol.webservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages within the limit of their bytes that would take a thread for minutes. */
@Timeout(60)
class CostlyXmlTest {
    private static final int MOST_MILLIS = 5_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private StoreServer server;

    @BeforeEach
    void open() {
        server = new StoreServer("&serialize.max.millis=1500");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> call(String body) throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url()))
                                .header("content-type", "text/xml")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'"
                                                        + " xmlns:s='http://webservice.protocol.redub.io/'>"
                                                        + "<e:Body>"
                                                        + body
                                                        + "</e:Body></e:Envelope>"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        long millis = (System.nanoTime() - began) / 1_000_000;
        assertThat(millis).isLessThan(MOST_MILLIS);
        return answer;
    }

    private void refused(String body, String why) throws Exception {
        HttpResponse<String> answer = call(body);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Client", why).hasSizeLessThan(2000);
    }

    private static String item(String fields) {
        return "<s:item><s:arg0>" + fields + "</s:arg0><s:arg1>1</s:arg1></s:item>";
    }

    @Test
    void numbersAndTimesOfMillionsOfDigits() throws Exception {
        String digits = "7".repeat(2_000_000);
        refused(item("<price>" + digits + "</price>"), "10000 digits");
        refused(item("<price>" + "7<!---->".repeat(20_000) + "</price>"), "10000 digits");
        refused(item("<price>" + "\u0667".repeat(20_000) + "</price>"), "10000 digits");
        refused(item("<since>" + digits + "-01-01T00:00:00Z</since>"), "10000 digits");
        refused(item("<since>2020-01-01T00:00:00." + digits + "Z</since>"), "10000 digits");
        refused("<s:set><s:arg1 x='" + digits + "'/></s:set>", "10000 digits");
        assertThat(call(item("<price>" + "7".repeat(9_000) + "</price>")).body())
                .contains("7".repeat(9_000) + "</price>");
    }

    @Test
    void aDecimalWhoseZerosWouldFillTheMemory() throws Exception {
        refused(item("<price>1e999999999</price>"), "exponent 999999999");
        refused(item("<price>1e-999999999</price>"), "exponent -999999999");
        assertThat(call(item("<price>1e3</price>")).body()).contains("<price>1000</price>");
    }

    @Test
    void namespacesWithoutNumberEndWithTheTimeOfTheMessage() throws Exception {
        String many =
                IntStream.range(0, 200_000)
                        .mapToObj(i -> " xmlns:a" + i + "='u'")
                        .collect(Collectors.joining());
        refused("<s:nothing" + many + "/>", "serialize.max.millis");
    }
}
