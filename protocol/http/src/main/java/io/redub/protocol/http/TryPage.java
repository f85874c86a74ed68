package io.redub.protocol.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.web.WebExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The description of a port's services, and a page to call them by hand. Thread-safe. */
final class TryPage {
    static final String DESCRIPTION = "/openapi.json";

    private record File(String mediaType, byte[] content) {}

    private static final Map<String, File> FILES =
            Map.of(
                    "/", file("try.html", "text/html; charset=utf-8"),
                    "/try.js", file("try.js", "text/javascript; charset=utf-8"),
                    "/try.css", file("try.css", "text/css; charset=utf-8"));

    private volatile List<HttpService> services = List.of();
    private volatile byte[] description = new byte[0];

    private static File file(String name, String mediaType) {
        try (InputStream in = TryPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " beside this class");
            }
            return new File(mediaType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is described from now on; worked out when it is asked for. */
    synchronized void describe(Collection<HttpService> exported) {
        services = List.copyOf(exported);
        description = new byte[0];
    }

    boolean has(String path) {
        return path.equals(DESCRIPTION) || FILES.containsKey(path);
    }

    void answer(WebExchange exchange) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        headers.set("x-content-type-options", "nosniff");
        File file = FILES.get(exchange.request().path());
        if (file == null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            exchange.answer(200, headers, description());
            return;
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, file.mediaType);
        headers.set(
                HttpHeaderNames.CONTENT_SECURITY_POLICY,
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("referrer-policy", "no-referrer");
        exchange.answer(200, headers, file.content);
    }

    private synchronized byte[] description() {
        if (description.length == 0) {
            description = OpenApi.describe(services);
        }
        return description;
    }
}
