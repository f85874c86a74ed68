package io.redub.web;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with what it gets: {@code /echo} as a whole, {@code /stream} while it comes. */
final class EchoHandler implements WebHandler {
    final AtomicInteger called = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);
    long limit = 1 << 20;
    Cors cors = Cors.NONE;

    @Override
    public boolean takes(WebRequest request) {
        return !request.path().startsWith("/other");
    }

    @Override
    public WebTerms terms(WebRequest request) {
        boolean streams = request.path().equals("/stream");
        return new WebTerms(
                streams ? 0 : limit, streams ? 64 * 1024 : Integer.MAX_VALUE, cors, true);
    }

    @Override
    public void handle(WebExchange exchange) throws Exception {
        called.incrementAndGet();
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
        switch (exchange.request().path()) {
            case "/stream" -> {
                try (InputStream in = exchange.body();
                        OutputStream out = exchange.stream(200, headers)) {
                    in.transferTo(out);
                }
            }
            case "/wait" -> {
                release.await();
                exchange.answer(200, headers, "waited".getBytes(StandardCharsets.UTF_8));
            }
            case "/fail" -> throw new IllegalStateException("on purpose");
            case "/last" -> {
                exchange.last();
                exchange.answer(200, headers, new byte[0]);
            }
            default -> {
                byte[] body = exchange.body().readAllBytes();
                byte[] path = exchange.request().path().getBytes(StandardCharsets.UTF_8);
                exchange.answer(200, headers, body.length == 0 ? path : body);
            }
        }
    }
}
