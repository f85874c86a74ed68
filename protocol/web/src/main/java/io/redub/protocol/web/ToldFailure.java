package io.redub.protocol.web;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.service.Origin;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.web.Problem;
import io.redub.web.WebAnswer;
import io.redub.web.WebExchange;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Failures between the two ends, for protocols whose own faults have no room for a code: it stands
 * in a header beside them.
 */
public final class ToldFailure {
    private static final String CODE = "x-redub-code";

    /** Of the text of a peer that is not of the protocol, so many bytes are shown. */
    public static final int SHOWN = 500;

    private ToldFailure() {}

    /** Adds the code of a failure; of one that the method met and passed on, that one's. */
    public static void put(Status status, HttpHeaders headers) {
        put(code(status), headers);
    }

    public static void put(StatusCode code, HttpHeaders headers) {
        headers.set(CODE, code.number());
    }

    /** The code that is told of a failure. */
    public static StatusCode code(Status status) {
        return status.code() == StatusCode.APPLICATION
                        && status.toThrowable() instanceof RpcException passedOn
                ? passedOn.status().code()
                : status.code();
    }

    /** The code that a peer told, or null. */
    public static @Nullable StatusCode code(HttpHeaders headers) {
        String told = headers.get(CODE);
        return told != null && told.matches("[0-9]{1,4}")
                ? StatusCode.of(Integer.parseInt(told))
                : null;
    }

    /** Answers what was not understood, or is not served, with a problem of HTTP. */
    public static void refuse(WebExchange exchange, Refusal refusal) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        put(refusal.code(), headers);
        if (refusal instanceof NotAllowed notAllowed) {
            headers.set(HttpHeaderNames.ALLOW, notAllowed.allowed());
        }
        exchange.answer(refusal.http(), headers, refusal.problem().json());
    }

    /**
     * What an answer means that is none of the protocol.
     *
     * @param call the method and its provider, for messages
     * @param body or as much of it as is there; of it, {@link #SHOWN} bytes at most are shown
     */
    public static Status refused(String call, WebAnswer answer, byte[] body) {
        StatusCode told = code(answer.headers());
        String text =
                new String(body, 0, Math.min(SHOWN, body.length), StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", " ");
        return Status.of(
                told == null ? HttpStatuses.code(answer.status()) : told,
                Origin.REMOTE,
                call + " was refused with status " + answer.status() + ": " + text);
    }

    /** What the method threw, where this consumer has no exception of its own for it. */
    public static Status passedOn(String message) {
        Status status = Status.of(StatusCode.APPLICATION, Origin.REMOTE, message);
        return new Status(
                status.code(), status.origin(), status.message(), new RpcException(status));
    }
}
