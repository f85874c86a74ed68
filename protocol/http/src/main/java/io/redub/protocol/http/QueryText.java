package io.redub.protocol.http;

import io.redub.protocol.web.JsonPart;
import io.redub.protocol.web.Texts;
import java.nio.charset.StandardCharsets;

/** A text of a query as the JSON value that it stands for. */
final class QueryText {
    private QueryText() {}

    /** Texts need no quotation marks where a text is expected; all else is JSON. */
    static JsonPart part(String text, Class<?> type) {
        boolean literal =
                CharSequence.class.isAssignableFrom(type)
                        || type == char.class
                        || type == Character.class
                        || type.isEnum();
        String json = literal || !looksLikeJson(text) ? Texts.quoted(text) : text;
        return JsonPart.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean looksLikeJson(String text) {
        return text.startsWith("{")
                || text.startsWith("[")
                || text.startsWith("\"")
                || text.equals("true")
                || text.equals("false")
                || text.equals("null")
                || text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }
}
