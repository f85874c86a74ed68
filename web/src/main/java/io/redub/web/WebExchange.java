package io.redub.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request and its one answer. Answered from any thread; the body is read by one at a time. */
public final class WebExchange implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(WebExchange.class);

    /** Smaller answers are not worth compressing. */
    private static final int COMPRESSED_FROM = 1024;

    private static final int STREAM_BUFFER = 32 * 1024;

    private final WebConnection connection;
    private final WebRequest request;
    private final WebHandler handler;
    private final WebTerms terms;
    private final BodyPipe pipe;
    private final InputStream body;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean last;

    WebExchange(
            WebConnection connection,
            WebRequest request,
            WebHandler handler,
            WebTerms terms,
            BodyPipe pipe,
            boolean gzipped) {
        this.connection = connection;
        this.request = request;
        this.handler = handler;
        this.terms = terms;
        this.pipe = pipe;
        this.body = BoundedBody.of(pipe, gzipped, terms.bodyLimit());
    }

    public WebRequest request() {
        return request;
    }

    /**
     * The body, uncompressed. Reading waits for what has not come; it throws a {@link
     * BodyException} if the body is too long, broken, or its sender too slow, and another {@link
     * IOException} if the connection is lost.
     */
    public InputStream body() {
        return body;
    }

    /** The connection is closed after this answer, as the service is stopping. */
    public void last() {
        last = true;
    }

    /** Whether it was answered, or its answer begun. */
    public boolean answered() {
        return answered.get();
    }

    /**
     * Answers. A second answer does nothing.
     *
     * @param headers of the answer, without those on its length and the connection
     */
    public void answer(int status, HttpHeaders headers, byte[] content) {
        if (answered.compareAndSet(false, true)) {
            ByteBuf out = Unpooled.wrappedBuffer(content);
            if (content.length >= COMPRESSED_FROM && compresses(headers)) {
                out = Unpooled.wrappedBuffer(compressed(content));
                headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
            }
            terms.cors().addTo(headers, request.headers());
            connection.answer(this, status, headers, out);
        }
    }

    public void answer(Problem problem) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        answer(problem.status(), headers, problem.json());
    }

    /**
     * Begins an answer of any length. Writing waits for a peer that takes it slowly, and throws if
     * the connection is lost. To be closed by the caller; an answer that is not closed properly is
     * cut by {@link #abort}.
     *
     * @throws IllegalStateException if it was answered
     */
    public OutputStream stream(int status, HttpHeaders headers) throws IOException {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered already");
        }
        boolean compressed = compresses(headers);
        if (compressed) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
        terms.cors().addTo(headers, request.headers());
        connection.begin(this, status, headers);
        OutputStream plain = new ChunkStream(connection.gate(), STREAM_BUFFER);
        return compressed ? new GZIPOutputStream(plain, STREAM_BUFFER) : plain;
    }

    /** Closes the connection, so that the peer sees that the answer is not whole. */
    public void abort() {
        answered.set(true);
        connection.abort();
    }

    private boolean compresses(HttpHeaders headers) {
        if (!terms.gzip()) {
            return false;
        }
        headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        return request.acceptsGzip() && !headers.contains(HttpHeaderNames.CONTENT_ENCODING);
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return out.toByteArray();
    }

    // --- for the connection

    @Override
    public void run() {
        try {
            handler.handle(this);
        } catch (BodyException e) {
            failed(Problem.of(e.status(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            log.debug("A request of {} failed: {}", request.peer(), e.toString());
            failed(Problem.of(500, "the request could not be read or answered: " + e));
        } catch (Exception | Error e) {
            log.error("A request of {} failed in the framework", request.peer(), e);
            failed(Problem.of(500, "internal error: " + e));
        }
    }

    private void failed(Problem problem) {
        if (answered()) {
            abort();
        } else {
            answer(problem);
        }
    }

    BodyPipe pipe() {
        return pipe;
    }

    WebTerms terms() {
        return terms;
    }

    boolean isLast() {
        return last;
    }
}
