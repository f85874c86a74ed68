package io.redub.protocol.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.web.OutboundMethod;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.web.WebAnswer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A method called with JSON.
 *
 * @param operation null if JSON cannot carry it
 * @param call the method and its provider, for messages
 */
record JsonMethod(HttpDialect dialect, @Nullable Operation operation, String call, String target)
        implements OutboundMethod {
    private Operation demanded() {
        Operation known = operation;
        if (known == null) {
            throw new SerializationException("it cannot be carried by JSON");
        }
        return known;
    }

    @Override
    public ByteBuf write(Invocation invocation, HttpHeaders headers) {
        ByteBuf body = dialect.body(demanded(), invocation, headers);
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        return body;
    }

    @Override
    public Result read(WebAnswer answer) throws IOException {
        try (answer) {
            return dialect.result(
                    demanded(),
                    call,
                    answer.status(),
                    answer.headers(),
                    answer.body().readAllBytes());
        }
    }
}
