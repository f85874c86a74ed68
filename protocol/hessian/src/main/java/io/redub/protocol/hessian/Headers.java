package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.redub.protocol.TokenFilter;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside the values, as headers of HTTP: attachments, the trace context, the token,
 * the deadline, and which service is meant. All but the attachments are as in the protocol {@code
 * http}.
 */
final class Headers {
    static final String GROUP = "x-redub-group";
    static final String VERSION = "x-redub-version";

    /** Milliseconds for which the caller waits. */
    static final String TIMEOUT = "x-redub-timeout";

    /** The number of a failure's code, beside its fault. */
    static final String CODE = "x-redub-code";

    /** A map of Hessian 2 in Base64. */
    static final String ATTACHMENTS = "x-redub-hessian-attachments";

    /** In front of the name of an attachment in lower case, for those who write headers by hand. */
    private static final String ATTACHMENT = "x-redub-attachment-";

    /** In front of the name of an attachment, by consumers of Dubbo 2.7. */
    private static final String DUBBO_ATTACHMENT = "header";

    /** Stands in attachments under the same names. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

    private static final String BEARER = "Bearer ";

    /** All headers of a message may have 32 KB. */
    private static final int LONGEST = 24 * 1024;

    private Headers() {}

    /**
     * @throws SerializationException if the header of attachments is malformed
     */
    static Map<String, Object> attachments(
            HttpHeaders headers, AllowedTypes types, HessianValues values) {
        Map<String, Object> attachments = new LinkedHashMap<>();
        for (String name : TRACE) {
            String value = headers.get(name);
            if (value != null) {
                attachments.put(name, value);
            }
        }
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            put(ATTACHMENT, name, header.getValue(), attachments);
            put(DUBBO_ATTACHMENT, name, header.getValue(), attachments);
        }
        String written = headers.get(ATTACHMENTS);
        if (written != null) {
            attachments.putAll(read(written, types, values));
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            attachments.put(TokenFilter.TOKEN, authorization.substring(BEARER.length()).strip());
        }
        return attachments.isEmpty() ? Map.of() : Collections.unmodifiableMap(attachments);
    }

    private static void put(
            String prefix, String name, String value, Map<String, Object> attachments) {
        if (name.startsWith(prefix) && name.length() > prefix.length()) {
            attachments.put(name.substring(prefix.length()), value);
        }
    }

    private static Map<String, Object> read(
            String written, AllowedTypes types, HessianValues values) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(written);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("header " + ATTACHMENTS + " is no Base64", e);
        }
        ObjectReader reader = values.reader();
        try {
            reader.begin(Unpooled.wrappedBuffer(bytes), types);
            return reader.readMap();
        } finally {
            reader.end();
        }
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
            throw Refusal.malformed("header " + TIMEOUT + " (expected: milliseconds, 1 or more)");
        }
        return System.nanoTime() + Long.parseLong(millis) * 1_000_000;
    }

    /**
     * Adds attachments to a message.
     *
     * @throws SerializationException if they cannot be carried
     */
    static void put(Map<String, Object> attachments, HttpHeaders headers, HessianValues values) {
        Map<String, Object> others = new LinkedHashMap<>();
        attachments.forEach(
                (name, value) -> {
                    if (TRACE.contains(name) && value instanceof String text && isPlain(text)) {
                        headers.set(name, text);
                    } else {
                        others.put(name, value);
                    }
                });
        if (others.isEmpty()) {
            return;
        }
        ByteBuf out = Unpooled.buffer(256);
        ObjectWriter writer = values.writer();
        try {
            writer.begin(out, Dialect.REDUB);
            writer.writeMap(others);
        } finally {
            writer.end();
        }
        String written = Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(out));
        if (written.length() > LONGEST) {
            throw new SerializationException(
                    "attachments of "
                            + written.length()
                            + " bytes (expected: at most "
                            + LONGEST
                            + " over hessian, where they are a header)");
        }
        headers.set(ATTACHMENTS, written);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    static void putToken(@Nullable String token, HttpHeaders headers) {
        if (token != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, BEARER + token);
        }
    }
}
