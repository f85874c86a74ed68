package io.redub.web;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request's head says about whether it is taken in, before any of its body is. */
sealed interface Entry {
    /** A name, an address, one of IPv6 in brackets; a port. */
    Pattern HOST = Pattern.compile("([\\w.~%!$&'()*+;=-]*|\\[[\\w:.%~-]+])(:[0-9]*)?");

    /** It is not. */
    record Refused(Problem problem) implements Entry {}

    /** A browser asks whether a page may send something; this is the answer. */
    record Asked(HttpHeaders allowed) implements Entry {}

    /**
     * It is.
     *
     * @param asksFirst whether the peer waits to be told to go on before it sends the body
     */
    record Admitted(
            WebRequest request,
            WebHandler handler,
            WebTerms terms,
            boolean gzipped,
            boolean asksFirst)
            implements Entry {}

    static Entry of(HttpRequest head, String peer, WebPort port) {
        if (head.decoderResult().isFailure()) {
            return new Refused(undecodable(head.decoderResult()));
        }
        WebRequest request;
        try {
            request = new WebRequest(head, peer);
        } catch (IllegalArgumentException e) {
            return refused(400, "the target of the request is malformed: " + e.getMessage());
        }
        Refused unclear = unclear(head);
        if (unclear != null) {
            return unclear;
        }
        WebHandler handler = port.handlerOf(request);
        return handler == null
                ? refused(404, "nothing is served at this path (served: " + port.offers() + ")")
                : of(request, handler);
    }

    /** What another server between might read as another request. */
    private static @Nullable Refused unclear(HttpRequest head) {
        HttpVersion version = head.protocolVersion();
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (version.majorVersion() != 1) {
            return refused(505, "version " + version + " (expected: HTTP/1.1)");
        } else if (hosts.isEmpty() && !version.equals(HttpVersion.HTTP_1_0)) {
            return refused(400, "no Host header (expected: one, in HTTP/1.1)");
        } else if (hosts.size() > 1 || !hosts.isEmpty() && !HOST.matcher(hosts.get(0)).matches()) {
            return refused(400, "the Host header (expected: one, a host and perhaps a port)");
        } else if (codings.stream().anyMatch(each -> !each.strip().equalsIgnoreCase("chunked"))) {
            return refused(400, "a Transfer-Encoding of another kind than chunked");
        }
        return null;
    }

    private static Entry of(WebRequest request, WebHandler handler) {
        WebTerms terms = handler.terms(request);
        if (Cors.asks(request)) {
            HttpHeaders allowed = new DefaultHttpHeaders();
            terms.cors().answerTo(request.headers(), allowed);
            return new Asked(allowed);
        }
        if (!terms.cors().admits(request)) {
            return refused(
                    403,
                    "a page of another site may not call this (its origin, or the name under which"
                            + " it reached this host, is not among those that the setting 'cors'"
                            + " allows)");
        }
        String coding = request.header(HttpHeaderNames.CONTENT_ENCODING);
        boolean gzipped = coding != null && coding.equalsIgnoreCase("gzip");
        if (coding != null && !gzipped && !coding.equalsIgnoreCase("identity")) {
            return refused(415, "a body compressed by something else than gzip");
        }
        String length = request.header(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null && terms.bodyLimit() > 0 && longer(length, terms.bodyLimit())) {
            return refused(413, BoundedBody.tooLarge(terms.bodyLimit()));
        }
        String expected = request.header(HttpHeaderNames.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return refused(417, "Expect of something else than 100-continue");
        }
        return new Admitted(request, handler, terms, gzipped, expected != null);
    }

    private static Refused refused(int status, String detail) {
        return new Refused(Problem.of(status, detail));
    }

    private static boolean longer(String length, long limit) {
        try {
            return Long.parseLong(length.strip()) > limit;
        } catch (NumberFormatException e) {
            // The codec took it, so what comes is counted.
            return false;
        }
    }

    private static Problem undecodable(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(414, "the request line is too long: " + cause.getMessage());
        } else if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(431, "the headers are too long: " + cause.getMessage());
        }
        return Problem.of(400, "this is no HTTP request: " + cause.getMessage());
    }
}
