package io.redub.web;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * A request to be sent, without its body.
 *
 * @param method such as {@code POST}
 * @param target path and query, encoded
 * @param headers without Host and those on the length
 * @param deadlineNanos until when the answer is whole, on the scale of {@link System#nanoTime()}
 * @param collected the answer is handed over once so many bytes of its body are here, or its end
 * @param answerLimit most bytes of the answer's body, also when uncompressed; 0 or less: no limit
 */
public record WebQuery(
        String method,
        String target,
        HttpHeaders headers,
        long deadlineNanos,
        int collected,
        long answerLimit) {}
