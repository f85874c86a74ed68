package io.redub.web;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;

/**
 * An answer. To be closed, which gives its connection back: for the next request if the body was
 * read to its end.
 */
public final class WebAnswer implements AutoCloseable {
    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;
    private final BodyPipe pipe;

    WebAnswer(int status, HttpHeaders headers, BodyPipe pipe, boolean gzipped, long limit) {
        this.status = status;
        this.headers = headers;
        this.pipe = pipe;
        this.body = BoundedBody.of(pipe, gzipped, limit);
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** The body, uncompressed. Reading waits for what has not come. */
    public InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
