package io.redub.serialize.hessian2;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * One field as it crosses the wire.
 *
 * @param get from an object; takes Object and returns {@code wide()} of the field's type
 * @param set into an object; takes Object and {@code wide()}; null where a constructor sets it
 */
record FieldPlan(
        String name,
        Class<?> declaredIn,
        Class<?> type,
        Type generic,
        MethodHandle get,
        @Nullable MethodHandle set) {

    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SETTER =
            MethodType.methodType(void.class, Object.class, Object.class);

    /** Primitives and strings as they are, all else as Object: no user class need be visible. */
    static Class<?> wide(Class<?> type) {
        return type.isPrimitive() || type == String.class ? type : Object.class;
    }

    /** The getter with its result boxed. */
    MethodHandle boxedGet() {
        return get.asType(GETTER);
    }

    /** The setter that takes a boxed value, or null. */
    @Nullable MethodHandle boxedSet() {
        return set == null ? null : set.asType(SETTER);
    }
}
