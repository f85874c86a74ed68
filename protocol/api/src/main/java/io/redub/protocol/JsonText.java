package io.redub.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a person wrote into a setting: objects become maps, arrays lists, numbers {@link
 * Long} or {@link BigDecimal}. Strict, and no deeper than {@value #DEPTH}. For one text.
 */
final class JsonText {
    private static final int DEPTH = 100;

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * The one value that the text is.
     *
     * @throws IllegalArgumentException saying where something else was expected
     */
    static @Nullable Object read(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value();
        json.space();
        if (json.at < text.length()) {
            throw json.expected("the end");
        }
        return value;
    }

    private @Nullable Object value() {
        space();
        switch (peek()) {
            case '{':
                return nested(this::object);
            case '[':
                return nested(this::array);
            case '"':
                return string();
            default:
                return literal();
        }
    }

    private Object nested(Supplier<Object> container) {
        if (++depth > DEPTH) {
            throw expected("at most " + DEPTH + " levels");
        }
        Object value = container.get();
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        if (skip('}')) {
            return map;
        }
        do {
            space();
            if (peek() != '"') {
                throw expected("a name in \"");
            }
            String name = string();
            require(':');
            map.put(name, value());
        } while (skip(','));
        require('}');
        return map;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        if (skip(']')) {
            return list;
        }
        do {
            list.add(value());
        } while (skip(','));
        require(']');
        return list;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            } else if (c == '\\') {
                at++;
                out.append(escaped());
            } else {
                out.append(c);
            }
        }
        throw expected("\"");
    }

    private char escaped() {
        switch (peek()) {
            case '"', '\\', '/':
                return text.charAt(at);
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                if (at + 4 < text.length()) {
                    String digits = text.substring(at + 1, at + 5);
                    if (digits.matches("[0-9a-fA-F]{4}")) {
                        at += 4;
                        return (char) Integer.parseInt(digits, 16);
                    }
                }
                throw expected("four hexadecimal digits");
            default:
                throw expected("an escaped character");
        }
    }

    private @Nullable Object literal() {
        int start = at;
        while (at < text.length() && ",:]}\"[{ \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "null":
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                if (isNumber(word)) {
                    return number(word);
                }
                at = start;
                throw expected("a value");
        }
    }

    /** Whether JSON would have it as a number; longer ones than anybody writes are none. */
    static boolean isNumber(String word) {
        return word.length() <= 400
                && word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    }

    static Object number(String word) {
        BigDecimal value = new BigDecimal(word);
        boolean whole = word.matches("-?[0-9]{1,18}");
        return whole ? (Object) value.longValueExact() : value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean skip(char wanted) {
        space();
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void require(char wanted) {
        if (!skip(wanted)) {
            throw expected(String.valueOf(wanted));
        }
    }

    private IllegalArgumentException expected(String what) {
        String got = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException(
                "JSON, character " + (at + 1) + ": " + got + " (expected: " + what + ")");
    }
}
