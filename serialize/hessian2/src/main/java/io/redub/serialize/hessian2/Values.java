package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import org.jspecify.annotations.Nullable;

/** The fields of a small JDK value as they were read, by their index in its form. */
final class Values {
    private final Class<?> of;
    private final @Nullable Object[] values;

    Values(Class<?> of, @Nullable Object[] values) {
        this.of = of;
        this.values = values;
    }

    int intAt(int index) {
        return values[index] instanceof Number n ? n.intValue() : 0;
    }

    long longAt(int index) {
        return values[index] instanceof Number n ? n.longValue() : 0;
    }

    double doubleAt(int index) {
        return values[index] instanceof Number n ? n.doubleValue() : 0;
    }

    @Nullable String textAt(int index) {
        return (String) values[index];
    }

    boolean has(int index) {
        return values[index] != null;
    }

    String string(int index) {
        return at(index, String.class);
    }

    <T> T at(int index, Class<T> type) {
        Object value = values[index];
        if (!type.isInstance(value)) {
            throw new SerializationException(
                    "a %s lacks its part %d (expected: %s)"
                            .formatted(of.getName(), index, type.getName()));
        }
        return type.cast(value);
    }

    byte @Nullable [] bytes(int index) {
        return values[index] instanceof byte[] bytes ? bytes : null;
    }

    <T> @Nullable T orNull(int index, Class<T> type) {
        return values[index] == null ? null : at(index, type);
    }
}
