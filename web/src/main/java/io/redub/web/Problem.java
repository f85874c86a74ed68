package io.redub.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went wrong with a request, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param status of HTTP, 400 to 599
 * @param detail for people: what was wrong, what was expected
 * @param members more of it by name: text, numbers, booleans
 */
public record Problem(int status, String detail, Map<String, Object> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Longer texts are cut: the peer may have chosen their size. */
    private static final int LONGEST = 8 * 1024;

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    /** The same with a member more. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, detail, more);
    }

    /** UTF-8 text of a JSON object. */
    public byte[] json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        all.put("status", status);
        all.put("detail", detail);
        all.putAll(members);
        StringBuilder out = new StringBuilder("{");
        all.forEach(
                (name, value) -> {
                    out.append(out.length() == 1 ? "" : ",");
                    quote(name, out);
                    out.append(':');
                    if (value instanceof Number || value instanceof Boolean) {
                        out.append(value);
                    } else {
                        quote(value.toString(), out);
                    }
                });
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        int length = Math.min(text.length(), LONGEST);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append(text.length() > LONGEST ? "…\"" : "\"");
    }
}
