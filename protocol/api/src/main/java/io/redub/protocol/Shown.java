package io.redub.protocol;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Received values as text for messages: short, without control characters, and without calling a
 * method of any class but a few of the JDK, because a received object's {@code toString} is code
 * that a peer chose.
 */
final class Shown {
    private static final int LENGTH = 60;

    private Shown() {}

    static String value(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof String s) {
            return "'" + text(s) + "'";
        } else if (value instanceof Character c) {
            return "'" + text(c.toString()) + "'";
        } else if (value instanceof Boolean || isShortNumber(value)) {
            return text(value.toString());
        } else if (value instanceof Number) {
            return "a number of " + value.getClass().getName();
        } else if (value instanceof Date) {
            return "a date";
        } else if (value instanceof Map<?, ?>) {
            return "a map";
        } else if (value instanceof Collection<?> c) {
            return "a collection of " + c.size();
        } else if (value.getClass().isArray()) {
            return "an array of " + Array.getLength(value);
        }
        return "an object of " + value.getClass().getName();
    }

    /** Text from a peer, cut and with everything but printable characters replaced. */
    static String text(String text) {
        int length = Math.min(text.length(), LENGTH);
        StringBuilder out = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return text.length() > LENGTH ? out.append('…').toString() : out.toString();
    }

    private static boolean isShortNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || (value instanceof BigInteger i && i.bitLength() < 256)
                || (value instanceof BigDecimal d && d.unscaledValue().bitLength() < 256);
    }
}
