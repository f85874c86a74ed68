package io.redub.protocol.web;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.web.WebAnswer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** How one method of one provider is called by POST. Thread-safe. */
public interface OutboundMethod {
    /**
     * Of an answer that may be a stream, so much is here when it is handed over. What is read then
     * is no more: the thread may be one that must not wait.
     */
    int STREAM_HEAD = 64 * 1024;

    /** What is written behind the body's begin, piece by piece, on the caller's thread. */
    @FunctionalInterface
    interface Rest {
        /**
         * @throws SourceException if what is to be sent cannot be read; any other failure is the
         *     peer's, whose answer tells more
         */
        void write(OutputStream out) throws IOException;
    }

    /** Path and query, encoded. */
    String target();

    /**
     * The body of a call, or its begin; adds the headers that belong to it.
     *
     * @throws Refusal if it cannot be a call of this protocol: it fails with that code
     * @throws SerializationException if an argument cannot be carried
     */
    ByteBuf write(Invocation call, HttpHeaders headers);

    /** What follows the body's begin, or null, as usual, if that is all. */
    default @Nullable Rest rest(Invocation call) {
        return null;
    }

    /** Whether the answer may be of any length, and its result reads it. */
    default boolean isStreamed() {
        return false;
    }

    /**
     * Reads an answer, which is closed here, or with the stream that is in the result.
     *
     * @throws Refusal if it is malformed, or more than was admitted: the call fails with that code
     * @throws SerializationException if it has something that is not admitted
     */
    Result read(WebAnswer answer) throws IOException;
}
