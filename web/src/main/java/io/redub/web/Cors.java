package io.redub.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other sites may call, by their origin such as {@code https://shop.example}. Those
 * of the own site always may. Immutable.
 */
public record Cors(Set<String> origins) {
    /** No page of another site. */
    public static final Cors NONE = new Cors(Set.of());

    private static final String ANY = "*";
    private static final int CACHED_SECONDS = 600;

    /**
     * @param origins separated by commas; {@code *}: all
     */
    public static Cors of(String origins) {
        return new Cors(
                Arrays.stream(origins.split(","))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a request may be served: it comes from no page, from one of ours, or an allowed. */
    boolean admits(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin == null ? !fromElsewhere(headers) : isOwn(origin, headers) || allows(origin);
    }

    /** Browsers leave the origin out of some requests, and say this instead. */
    private boolean fromElsewhere(HttpHeaders headers) {
        String site = headers.get("sec-fetch-site");
        boolean byUser = "navigate".equals(headers.get("sec-fetch-mode"));
        return site != null
                && (site.equals("cross-site") || site.equals("same-site"))
                && !byUser
                && !origins.contains(ANY);
    }

    private boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    private static boolean isOwn(String origin, HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What tells a browser that the page may see the answer. */
    void addTo(HttpHeaders answer, HttpHeaders request) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        if (origins.isEmpty() || origin == null) {
            return;
        }
        answer.add(HttpHeaderNames.VARY, "origin");
        if (allows(origin)) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
    }

    /** The answer to a browser that asks before it sends; null if it does not ask that. */
    static boolean asks(WebRequest request) {
        return request.method().equals("OPTIONS")
                && request.headers().contains(HttpHeaderNames.ORIGIN)
                && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    void answerTo(HttpHeaders request, HttpHeaders answer) {
        addTo(answer, request);
        @Nullable String wanted = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        if (wanted != null) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        answer.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, CACHED_SECONDS);
    }
}
