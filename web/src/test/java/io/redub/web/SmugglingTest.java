package io.redub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which a proxy in front and this port might see different ends. */
class SmugglingTest {
    private final EchoHandler handler = new EchoHandler();
    private WebPort port;

    @BeforeEach
    void open() throws IOException {
        port = WebPort.open(PortOptions.DEFAULT.at("127.0.0.1", 0));
        port.add(handler);
    }

    @AfterEach
    void close() {
        port.close();
    }

    private String answers(String request) throws IOException {
        try (RawClient raw = new RawClient(port.port())) {
            raw.send(request).socket.shutdownOutput();
            return raw.rest();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1|Host: a|Transfer-Encoding: xchunked",
                "HTTP/1.1|Host: a|Transfer-Encoding: gzip",
                "HTTP/1.1|Host: a|Transfer-Encoding: chunked, identity",
                "HTTP/1.1|Host: a|Transfer-Encoding: identity",
                "HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked",
                "HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "HTTP/1.1|Host: a|Transfer-Encoding: \u000bchunked",
                "HTTP/1.1|Host: a|Transfer-Encoding:",
                "HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5",
                "HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: xchunked",
                "HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6",
                "HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5",
                "HTTP/1.1|Host: a|Content-Length: +5",
                "HTTP/1.1|Host: a|Content-Length: 0x5",
                "HTTP/1.1|Host: a|Content-Length: -5",
                "HTTP/1.1|Host: a|Content-Length: 5, 5",
                "HTTP/1.1|Host: a|Content-Length: 5 5",
                "HTTP/1.1|Host: a|Content-Length:",
                "HTTP/1.1|Host: a|Content-Length : 5",
                "HTTP/1.1|Host: a|Transfer-Encoding : chunked",
                "HTTP/1.1|Host: a|X: 1|Content-Length\t: 5",
                "HTTP/1.1|Host: a|Host: b",
                "HTTP/1.1|Host: a|Host: a",
                "HTTP/1.1|Host: a b",
                "HTTP/1.1|Host: a/b",
                "HTTP/1.1|Host: a,b",
                "HTTP/1.1|Host: u@a",
                "HTTP/1.1| Host: a",
                "HTTP/1.0|Transfer-Encoding: chunked|Content-Length: 5",
                "HTTP/1.0|Transfer-Encoding: chunked",
                "HTTP/1.0|Transfer-Encoding: chunked|Connection: keep-alive",
                "HTTP/1.1|Host: a|X\u0000Y: 1",
                "HTTP/1.1|Host: a|X: 1\u00002",
                "HTTP/1.1|Host: a|X: 1\r2",
                "HTTP/1.1|Host: a|nocolon",
                "HTTP/1.1|Host: a|: empty",
                "HTTP/1.1 x|Host: a",
                "HTTP/1.2|X: 1",
                "HTTP/1.1|Host: [::1",
            })
    void whoseEndIsNotPlainIsRefused(String head) throws IOException {
        String body = head.contains("chunked") ? "0\r\n\r\n" : "12345";
        String got =
                answers(
                        "POST /echo "
                                + head.replace("|", "\r\n")
                                + "\r\n\r\n"
                                + body
                                + "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(got).startsWith("HTTP/1.1 400").doesNotContain("/hidden");
        assertThat(got.split("HTTP/1.1 [0-9]", -1)).as(got).hasSize(2);
        assertThat(handler.called).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1\nHost: a\n\n",
                "GET /a HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n",
                "GET /a HTTP/1.1\nHost: a\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: a\r\n\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100000003\r\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3 x\r\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\nb\r\nabc\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
            })
    void linesThatAreNotPlainAreRefused(String request) throws IOException {
        String got = answers(request);
        assertThat(got).startsWith("HTTP/1.1 400");
        assertThat(got.split("HTTP/1.1 [0-9]", -1)).as(got).hasSize(2);
    }

    @Test
    void anotherVersionIsToldWhichIsSpoken() throws IOException {
        assertThat(answers("GET /a HTTP/2.0\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 505");
    }

    @Test
    void aTargetWithTheHostInItIsServedAsItsPath() throws IOException {
        assertThat(answers("GET http://a:80/x?y=1 HTTP/1.1\r\nHost: a:80\r\n\r\n"))
                .endsWith("\r\n\r\n/x");
        assertThat(answers("GET http://A HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("\r\n\r\n/");
        assertThat(answers("GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answers("GET http://ab/x HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answers("GET http://[::1]:80/x HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"))
                .endsWith("\r\n\r\n/x");
    }
}
