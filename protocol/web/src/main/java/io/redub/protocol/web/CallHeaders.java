package io.redub.protocol.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.TokenFilter;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import io.redub.url.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside the values of a call, as headers: attachments, the trace context, the token,
 * the deadline, and which service is meant. All but the form of the attachments is the same in all
 * protocols over HTTP.
 */
public final class CallHeaders {
    public static final String GROUP = "x-redub-group";
    public static final String VERSION = "x-redub-version";

    /** Milliseconds for which the caller waits. */
    public static final String TIMEOUT = "x-redub-timeout";

    /** In front of the name of an attachment in lower case, for those who write headers by hand. */
    public static final String ATTACHMENT = "x-redub-attachment-";

    /** Stands in attachments under the same names. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

    private static final String BEARER = "Bearer ";

    /** All headers of a message may have 32 KB. */
    private static final int LONGEST = 24 * 1024;

    private CallHeaders() {}

    /**
     * The attachments that the headers of a message have, with the token.
     *
     * @param form null if none but headers of their own have any
     * @throws Refusal if a header is malformed
     * @throws SerializationException if one is malformed, or has something that is not admitted
     */
    public static Map<String, Object> attachments(
            HttpHeaders headers, @Nullable AttachmentForm form) {
        Map<String, Object> attachments = new LinkedHashMap<>();
        for (String name : TRACE) {
            String value = headers.get(name);
            if (value != null) {
                attachments.put(name, value);
            }
        }
        List<String> prefixes = form == null ? List.of(ATTACHMENT) : form.prefixes();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            for (String prefix : prefixes) {
                if (name.startsWith(prefix) && name.length() > prefix.length()) {
                    attachments.put(name.substring(prefix.length()), header.getValue());
                }
            }
        }
        String written = form == null ? null : headers.get(form.header());
        if (form != null && written != null) {
            attachments.putAll(form.read(written));
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            attachments.put(TokenFilter.TOKEN, authorization.substring(BEARER.length()).strip());
        }
        return attachments.isEmpty() ? Map.of() : Collections.unmodifiableMap(attachments);
    }

    /**
     * Until when the caller waits, on the scale of {@link System#nanoTime()}.
     *
     * @throws Refusal if the header is no positive number
     */
    public static long deadlineNanos(HttpHeaders headers) {
        String millis = headers.get(TIMEOUT);
        if (millis == null) {
            return Invocation.NO_DEADLINE;
        }
        if (!millis.matches("[0-9]{1,12}") || Long.parseLong(millis) == 0) {
            throw Refusal.malformed(
                    "header "
                            + TIMEOUT
                            + ": '"
                            + Texts.shown(millis)
                            + "' (expected: milliseconds, 1 or more)");
        }
        return System.nanoTime() + Long.parseLong(millis) * 1_000_000;
    }

    /**
     * Adds attachments to a message.
     *
     * @throws SerializationException if they cannot be carried
     */
    public static void put(
            Map<String, Object> attachments, HttpHeaders headers, AttachmentForm form) {
        Map<String, Object> others = putTrace(attachments, headers);
        if (others.isEmpty()) {
            return;
        }
        String written = form.write(others);
        if (written.length() > LONGEST) {
            throw new SerializationException(
                    "attachments of "
                            + written.length()
                            + " bytes (expected: at most "
                            + LONGEST
                            + " over HTTP, where they are a header)");
        }
        headers.set(form.header(), written);
    }

    /** Adds the trace context to a message; the other attachments are returned. */
    public static Map<String, Object> putTrace(
            Map<String, Object> attachments, HttpHeaders headers) {
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

    /**
     * Adds what a call has beside its arguments.
     *
     * @param url of the provider
     * @param form of the attachments; null if they are no headers
     * @throws SerializationException if the attachments cannot be carried
     */
    static void putCall(
            Invocation call,
            URL url,
            long millisLeft,
            HttpHeaders headers,
            @Nullable AttachmentForm form) {
        if (form != null) {
            put(call.attachments(), headers, form);
        }
        headers.set(TIMEOUT, Long.toString(millisLeft));
        String token = url.getParameter("token");
        if (token != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, BEARER + token);
        }
        put(GROUP, url.getGroup(), headers);
        put(VERSION, url.getVersion(), headers);
    }

    private static void put(String name, @Nullable String value, HttpHeaders headers) {
        if (value != null && !value.isEmpty()) {
            headers.set(name, value);
        }
    }
}
