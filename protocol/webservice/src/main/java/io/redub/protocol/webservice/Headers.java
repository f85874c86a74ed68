package io.redub.protocol.webservice;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.TokenFilter;
import io.redub.service.Invocation;
import io.redub.service.StatusCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside a message as headers of HTTP: the trace context, the token, the deadline, and
 * which service is meant, as in the protocol {@code http}. Other attachments stand in the header of
 * the envelope.
 */
final class Headers {
    static final String GROUP = "x-redub-group";
    static final String VERSION = "x-redub-version";

    /** Milliseconds for which the caller waits. */
    static final String TIMEOUT = "x-redub-timeout";

    /** The number of a failure's code, beside its fault. */
    static final String CODE = "x-redub-code";

    /** In front of the name of an attachment in lower case, for those who write headers by hand. */
    private static final String ATTACHMENT = "x-redub-attachment-";

    /** Stands in attachments under the same names. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

    private static final String BEARER = "Bearer ";

    private Headers() {}

    /** Those of the headers of HTTP. */
    static Map<String, Object> attachments(HttpHeaders headers) {
        Map<String, Object> attachments = new LinkedHashMap<>();
        for (String name : TRACE) {
            String value = headers.get(name);
            if (value != null) {
                attachments.put(name, value);
            }
        }
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(ATTACHMENT) && name.length() > ATTACHMENT.length()) {
                attachments.put(name.substring(ATTACHMENT.length()), header.getValue());
            }
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            attachments.put(TokenFilter.TOKEN, authorization.substring(BEARER.length()).strip());
        }
        return attachments;
    }

    /**
     * Until when the caller waits, on the scale of {@link System#nanoTime()}.
     *
     * @throws SoapRefusal if the header is no positive number
     */
    static long deadlineNanos(HttpHeaders headers) {
        String millis = headers.get(TIMEOUT);
        if (millis == null) {
            return Invocation.NO_DEADLINE;
        }
        if (!millis.matches("[0-9]{1,12}") || Long.parseLong(millis) == 0) {
            throw new SoapRefusal(
                    Soap.Fault.SENDER,
                    StatusCode.SERIALIZATION,
                    "header " + TIMEOUT + " (expected: milliseconds, 1 or more)");
        }
        return System.nanoTime() + Long.parseLong(millis) * 1_000_000;
    }

    /** Puts the trace context into the headers; the other attachments are returned. */
    static Map<String, Object> put(Map<String, Object> attachments, HttpHeaders headers) {
        if (attachments.isEmpty()) {
            return attachments;
        }
        Map<String, Object> others = new LinkedHashMap<>();
        attachments.forEach(
                (name, value) -> {
                    if (TRACE.contains(name) && value instanceof String text && isPlain(text)) {
                        headers.set(name, text);
                    } else {
                        others.put(name, value);
                    }
                });
        return others;
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    static void putToken(@Nullable String token, HttpHeaders headers) {
        if (token != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, BEARER + token);
        }
    }

    /** The charset of a Content-Type, or null. */
    static @Nullable String charset(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        for (String parameter : contentType.split(";")) {
            String[] pair = parameter.strip().split("\\s*=\\s*", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("charset")) {
                return pair[1].replace("\"", "").strip();
            }
        }
        return null;
    }
}
