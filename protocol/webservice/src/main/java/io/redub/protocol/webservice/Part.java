package io.redub.protocol.webservice;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A child element of a message, a record or a fault: a parameter, a result, a component.
 *
 * @param type as declared
 */
record Part(QName element, Type type) {
    Class<?> raw() {
        return raw(type);
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        } else if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        } else if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        } else if (type instanceof TypeVariable<?> variable) {
            return raw(variable.getBounds()[0]);
        } else if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    /** Whether it has an element for each of its items, instead of one for all. */
    boolean repeated() {
        Class<?> raw = raw();
        return Collection.class.isAssignableFrom(raw) || raw.isArray() && raw != byte[].class;
    }

    /** As the signature of a field has it, with primitives boxed, so that one can be absent. */
    String signature() {
        return raw().isPrimitive() ? boxed(raw()).descriptorString() : signature(type);
    }

    String descriptor() {
        return (raw().isPrimitive() ? boxed(raw()) : raw()).descriptorString();
    }

    private static String signature(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            StringBuilder out = new StringBuilder();
            String raw = raw(parameterized).descriptorString();
            out.append(raw, 0, raw.length() - 1).append('<');
            for (Type argument : parameterized.getActualTypeArguments()) {
                out.append(signature(argument));
            }
            return out.append(">;").toString();
        } else if (type instanceof GenericArrayType array) {
            return "[" + signature(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            return signature(wildcard.getUpperBounds()[0]);
        }
        return raw(type).descriptorString();
    }

    static Class<?> boxed(Class<?> primitive) {
        return java.lang.invoke.MethodType.methodType(primitive).wrap().returnType();
    }

    /**
     * What it is where its element was not there. XML cannot tell an empty list from none, and the
     * empty one is what callers can go on with.
     *
     * @throws io.redub.serialize.SerializationException if it must be there
     */
    @Nullable Object absent() {
        Class<?> raw = raw();
        if (raw.isPrimitive()) {
            throw new io.redub.serialize.SerializationException(
                    "element '" + element.getLocalPart() + "' is missing (type " + raw + ")");
        } else if (!repeated()) {
            return null;
        } else if (raw.isArray()) {
            return java.lang.reflect.Array.newInstance(raw.getComponentType(), 0);
        } else if (raw.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>();
        }
        return raw.isAssignableFrom(LinkedHashSet.class) || raw == Set.class
                ? new LinkedHashSet<>()
                : made(raw);
    }

    private static @Nullable Object made(Class<?> collection) {
        try {
            return collection.isAssignableFrom(java.util.TreeSet.class)
                    ? new java.util.TreeSet<>()
                    : collection.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
