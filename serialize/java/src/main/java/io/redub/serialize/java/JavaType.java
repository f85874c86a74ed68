package io.redub.serialize.java;

import io.redub.serialize.DeclaredType;
import io.redub.serialize.SerializationException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * A declared type and the class that its values have.
 *
 * @param holder boxed if the type is primitive
 */
record JavaType(Type type, Class<?> holder) implements DeclaredType {
    static JavaType of(Type type) {
        return new JavaType(type, MethodType.methodType(raw(type)).wrap().returnType());
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        } else if (type instanceof ParameterizedType p) {
            return raw(p.getRawType());
        } else if (type instanceof GenericArrayType a) {
            return Array.newInstance(raw(a.getGenericComponentType()), 0).getClass();
        } else if (type instanceof TypeVariable<?> v) {
            return raw(v.getBounds()[0]);
        } else if (type instanceof WildcardType w) {
            return raw(w.getUpperBounds()[0]);
        }
        return Object.class;
    }

    boolean isThrowable() {
        return holder == Throwable.class;
    }

    /** Returns {@code value} if a variable of this type can hold it. */
    @Nullable Object checked(@Nullable Object value) {
        if (value != null && holder != Void.class && !holder.isInstance(value)) {
            throw new SerializationException(
                    "got a %s (expected: %s)"
                            .formatted(value.getClass().getName(), type.getTypeName()));
        }
        return value;
    }
}
