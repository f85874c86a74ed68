package io.redub.serialize.hessian2;

import java.lang.reflect.Array;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Turns a value of one type into what is declared, where nothing is lost; else an error. */
final class Fit {
    private Fit() {}

    static Object convert(ValueReader in, @Nullable Object value, TypeNode declared, int tag) {
        Object fitted = value == null ? Zero.of(declared.raw) : tryConvert(in, value, declared);
        if (fitted == null) {
            String got = value == null ? "null" : value.getClass().getName();
            throw in.malformed(
                    "got a %s, from %s (expected: %s)"
                            .formatted(got, Tag.describe(tag), declared.type().getTypeName()));
        }
        return fitted;
    }

    private static @Nullable Object tryConvert(ValueReader in, Object value, TypeNode declared) {
        return switch (declared.kind) {
            case BOOLEAN ->
                    value instanceof Boolean
                            ? value
                            : value instanceof Number n ? (Object) (n.longValue() != 0) : null;
            case BYTE ->
                    whole(value)
                            ? exact(in, (Number) value, Byte.MIN_VALUE, Byte.MAX_VALUE, Byte.class)
                            : null;
            case SHORT ->
                    whole(value)
                            ? exact(
                                    in,
                                    (Number) value,
                                    Short.MIN_VALUE,
                                    Short.MAX_VALUE,
                                    Short.class)
                            : null;
            case INT ->
                    whole(value)
                            ? exact(
                                    in,
                                    (Number) value,
                                    Integer.MIN_VALUE,
                                    Integer.MAX_VALUE,
                                    Integer.class)
                            : null;
            case LONG -> whole(value) ? (Object) ((Number) value).longValue() : null;
            case FLOAT -> value instanceof Number n ? (Object) n.floatValue() : null;
            case DOUBLE -> value instanceof Number n ? (Object) n.doubleValue() : null;
            case CHAR -> value instanceof Character ? value : null;
            case STRING -> value instanceof Character c ? c.toString() : null;
            case DATE, OTHER -> other(value, declared);
        };
    }

    private static boolean whole(Object value) {
        return value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long;
    }

    private static Object exact(ValueReader in, Number value, long low, long high, Class<?> type) {
        long wide = value.longValue();
        if (wide < low || wide > high) {
            throw in.malformed(
                    "got a number out of range (expected: %s)".formatted(type.getName()));
        }
        if (type == Byte.class) {
            return (byte) wide;
        }
        return type == Short.class ? (Object) (short) wide : (Object) (int) wide;
    }

    private static @Nullable Object other(Object value, TypeNode declared) {
        Class<?> raw = declared.raw;
        if (raw == char[].class && value instanceof String s) {
            return s.toCharArray();
        }
        if (raw == Byte[].class && value instanceof byte[] b) {
            Byte[] boxed = new Byte[b.length];
            for (int i = 0; i < b.length; i++) {
                boxed[i] = b[i];
            }
            return boxed;
        }
        if (raw.isArray() && value instanceof Collection<?> items) {
            return array(items, declared.element().raw);
        }
        return null;
    }

    private static @Nullable Object array(Collection<?> items, Class<?> component) {
        Object array = Array.newInstance(component, items.size());
        int i = 0;
        for (Object item : items) {
            if (item != null && !component.isInstance(item)) {
                return null;
            }
            Array.set(array, i++, item);
        }
        return array;
    }
}
