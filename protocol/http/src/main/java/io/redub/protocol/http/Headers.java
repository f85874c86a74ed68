package io.redub.protocol.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.TokenFilter;
import io.redub.service.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside the arguments, as headers: attachments, the trace context, the token, the
 * deadline, and which service is meant.
 */
final class Headers {
    static final String GROUP = "x-redub-group";
    static final String VERSION = "x-redub-version";

    /** Joined JVM descriptors of the parameters, where a name alone could mean several methods. */
    static final String SIGNATURE = "x-redub-signature";

    /** Milliseconds for which the caller waits. */
    static final String TIMEOUT = "x-redub-timeout";

    /** A JSON object of attachments: text, numbers, booleans. */
    static final String ATTACHMENTS = "x-redub-attachments";

    /** In front of the name of an attachment in lower case, for those who write headers by hand. */
    static final String ATTACHMENT = "x-redub-attachment-";

    /** Stands in attachments under the same names. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

    private static final String BEARER = "Bearer ";

    /** All headers of a message may have 32 KB. */
    private static final int LONGEST = 24 * 1024;

    private Headers() {}

    /**
     * @throws Refusal if the header of attachments is malformed
     */
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
        String json = headers.get(ATTACHMENTS);
        if (json != null) {
            read(json, attachments);
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            attachments.put(TokenFilter.TOKEN, authorization.substring(BEARER.length()).strip());
        }
        return attachments.isEmpty() ? Map.of() : Collections.unmodifiableMap(attachments);
    }

    private static void read(String json, Map<String, Object> into) {
        JsonPart all = JsonPart.of(json.getBytes(StandardCharsets.UTF_8));
        if (all.kind() != JsonPart.Kind.OBJECT) {
            throw Refusal.malformed("header " + ATTACHMENTS + " (expected: a JSON object)");
        }
        all.members()
                .forEach(
                        (name, part) -> {
                            Object value = value(part);
                            if (value != null) {
                                into.put(name, value);
                            }
                        });
    }

    private static @Nullable Object value(JsonPart part) {
        String text =
                switch (part.kind()) {
                    case OBJECT, ARRAY ->
                            throw Refusal.malformed(
                                    "header "
                                            + ATTACHMENTS
                                            + ": a container (expected: text, numbers, booleans)");
                    default -> part.scalar();
                };
        try {
            return switch (part.kind()) {
                case NULL -> null;
                case BOOLEAN -> text.equals("true");
                case NUMBER -> number(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw Refusal.malformed("header " + ATTACHMENTS + ": " + Texts.shown(text));
        }
    }

    private static Object number(String text) {
        if (!text.matches("-?[0-9]+")) {
            return Double.valueOf(text);
        }
        long value = Long.parseLong(text);
        return value == (int) value ? (Object) (int) value : (Object) value;
    }

    /**
     * Until when the caller waits, on the scale of {@link System#nanoTime()}.
     *
     * @throws Refusal if the header is no positive number
     */
    static long deadlineNanos(HttpHeaders headers) {
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
     * @throws IllegalArgumentException if one cannot be carried
     */
    static void put(Map<String, Object> attachments, HttpHeaders headers) {
        if (attachments.isEmpty()) {
            return;
        }
        StringBuilder json = new StringBuilder("{");
        attachments.forEach(
                (name, value) -> {
                    if (TRACE.contains(name) && value instanceof String text && isPlain(text)) {
                        headers.set(name, text);
                        return;
                    }
                    json.append(json.length() == 1 ? "" : ",").append(Texts.quoted(name));
                    json.append(':').append(json(name, value));
                });
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "attachments of "
                            + json.length()
                            + " bytes (expected: at most "
                            + LONGEST
                            + " over http, where they are headers)");
        }
        if (json.length() > 1) {
            headers.set(ATTACHMENTS, json.append('}').toString());
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static String json(String name, Object value) {
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            return value.toString();
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return value.toString();
        } else if (value instanceof CharSequence) {
            return Texts.quoted(value.toString());
        }
        throw new IllegalArgumentException(
                "attachment '"
                        + name
                        + "' is a "
                        + value.getClass().getName()
                        + " (expected over http: text, a number or a boolean)");
    }

    static void putToken(@Nullable String token, HttpHeaders headers) {
        if (token != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, BEARER + token);
        }
    }
}
