package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.web.CallHeaders;
import io.redub.protocol.web.ToldFailure;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.WebExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes answers: replies, faults, and problems of HTTP for what was no call. Thread-safe. */
final class Answers {
    static final String MEDIA_TYPE = "x-application/hessian";

    /** Larger binaries are written piece by piece. */
    private static final int STREAMED_FROM = 64 * 1024;

    private static final byte[] VERSION = {'H', 2, 0};

    private final HessianValues values;

    Answers(HessianValues values) {
        this.values = values;
    }

    void answer(WebExchange exchange, HessianService service, HessianMethod method, Result result)
            throws IOException {
        HttpHeaders headers = headers();
        // Whatever becomes of the answer, what it was to be read from is closed.
        try (InputStream source = source(result)) {
            CallHeaders.put(result.attachments(), headers, service.attachments());
            if (result instanceof Result.Failure failure) {
                fault(exchange, headers, failure.status());
                return;
            }
            Object value = ((Result.Value) result).value();
            if (method.result() == HessianMethod.Binary.NONE) {
                exchange.answer(200, headers, reply(service, method, value));
            } else {
                binary(exchange, headers, value);
            }
        } catch (SerializationException e) {
            String text =
                    "the answer of %s.%s cannot be sent: %s"
                            .formatted(service.key(), method.method().name(), e.getMessage());
            fault(
                    exchange,
                    headers(),
                    Status.of(StatusCode.SERIALIZATION, Origin.AFTER_SEND, text));
        }
    }

    private static @Nullable InputStream source(Result result) {
        return result instanceof Result.Value value && value.value() instanceof InputStream source
                ? source
                : null;
    }

    private static HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, MEDIA_TYPE);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return headers;
    }

    private byte[] reply(HessianService service, HessianMethod method, @Nullable Object value) {
        ByteBuf out = Unpooled.buffer(256);
        out.writeBytes(VERSION).writeByte('R');
        ObjectWriter writer = values.writer();
        try {
            writer.begin(out, Dialect.CAUCHO);
            writer.writeObject(value, Objects.requireNonNull(method.declared()));
        } finally {
            writer.end();
        }
        int size = out.readableBytes();
        if (service.payload() > 0 && size > service.payload()) {
            throw new SerializationException(
                    "it has " + size + " bytes (payload limit: " + service.payload() + ")");
        }
        return ByteBufUtil.getBytes(out);
    }

    private static void binary(WebExchange exchange, HttpHeaders headers, @Nullable Object value)
            throws IOException {
        if (value == null || value instanceof byte[] bytes && bytes.length < STREAMED_FROM) {
            ByteBuf out = Unpooled.buffer(256);
            try (OutputStream to = new io.netty.buffer.ByteBufOutputStream(out)) {
                write(value, to);
            }
            exchange.answer(200, headers, ByteBufUtil.getBytes(out));
            return;
        }
        boolean whole = false;
        try (OutputStream out = exchange.stream(200, headers)) {
            write(value, out);
            whole = true;
        } finally {
            if (!whole) {
                exchange.abort();
            }
        }
    }

    private static void write(@Nullable Object value, OutputStream out) throws IOException {
        out.write(VERSION);
        out.write('R');
        if (value == null) {
            out.write('N');
        } else if (value instanceof InputStream source) {
            BinaryOutput.write(source, out);
        } else {
            BinaryOutput.write((byte[]) value, out);
        }
    }

    /** The answer to a question of Caucho's client. */
    void attribute(WebExchange exchange, @Nullable String value) {
        ByteBuf out = Unpooled.buffer(256);
        out.writeBytes(VERSION).writeByte('R');
        ObjectWriter writer = values.writer();
        try {
            writer.begin(out, Dialect.CAUCHO);
            writer.writeString(value);
        } finally {
            writer.end();
        }
        exchange.answer(200, headers(), ByteBufUtil.getBytes(out));
    }

    void fault(WebExchange exchange, Status status) {
        fault(exchange, headers(), status);
    }

    private void fault(WebExchange exchange, HttpHeaders headers, Status status) {
        ToldFailure.put(status, headers);
        byte[] content;
        try {
            content = fault(Faults.of(status, true));
        } catch (SerializationException unwritable) {
            content = fault(Faults.of(status, false));
        }
        exchange.answer(200, headers, content);
    }

    private byte[] fault(Map<String, Object> fault) {
        ByteBuf out = Unpooled.buffer(256);
        out.writeBytes(VERSION).writeByte('F');
        ObjectWriter writer = values.writer();
        try {
            writer.begin(out, Dialect.CAUCHO);
            writer.writeMap(fault);
        } finally {
            writer.end();
        }
        return ByteBufUtil.getBytes(out);
    }
}
