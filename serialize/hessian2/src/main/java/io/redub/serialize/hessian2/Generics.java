package io.redub.serialize.hessian2;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arithmetic of generic types: erasure, substitution of variables, views as a supertype. */
final class Generics {
    private record Parameterized(Class<?> raw, Type[] arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }

    private record ArrayOf(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }
    }

    private Generics() {}

    static Class<?> erase(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        } else if (type instanceof ParameterizedType p) {
            return (Class<?>) p.getRawType();
        } else if (type instanceof GenericArrayType a) {
            return erase(a.getGenericComponentType()).arrayType();
        } else if (type instanceof WildcardType w) {
            return erase(w.getUpperBounds()[0]);
        } else if (type instanceof TypeVariable<?> v) {
            return erase(v.getBounds()[0]);
        }
        throw new IllegalArgumentException("type: " + type + " (expected: a type of the language)");
    }

    static Type[] arguments(Type type) {
        if (type instanceof ParameterizedType p) {
            return p.getActualTypeArguments();
        } else if (type instanceof WildcardType w) {
            return arguments(w.getUpperBounds()[0]);
        }
        return new Type[0];
    }

    /** What the variables of {@code type}'s class stand for. */
    static Map<TypeVariable<?>, Type> bindings(Type type) {
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        TypeVariable<?>[] variables = erase(type).getTypeParameters();
        Type[] arguments = arguments(type);
        for (int i = 0; i < variables.length && i < arguments.length; i++) {
            bound.put(variables[i], arguments[i]);
        }
        return bound;
    }

    /** {@code type} with its variables replaced; an unbound one by the erasure of its bound. */
    static Type substitute(Type type, Map<TypeVariable<?>, Type> bound) {
        if (type instanceof TypeVariable<?> v) {
            Type known = bound.get(v);
            return known != null ? known : erase(v);
        } else if (type instanceof ParameterizedType p) {
            Type[] arguments = p.getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = substitute(arguments[i], bound);
            }
            return new Parameterized((Class<?>) p.getRawType(), arguments);
        } else if (type instanceof GenericArrayType a) {
            return new ArrayOf(substitute(a.getGenericComponentType(), bound));
        } else if (type instanceof WildcardType w) {
            return substitute(w.getUpperBounds()[0], bound);
        }
        return type;
    }

    /**
     * {@code type} seen as {@code target}, with arguments where they are known; null if it is none.
     */
    static @Nullable Type as(Type type, Class<?> target) {
        Class<?> raw = erase(type);
        if (raw == target) {
            return type;
        }
        if (!target.isAssignableFrom(raw)) {
            return null;
        }
        Map<TypeVariable<?>, Type> bound = bindings(type);
        Type parent = raw.getGenericSuperclass();
        Type found = parent == null ? null : as(substitute(parent, bound), target);
        for (Type each : raw.getGenericInterfaces()) {
            if (found == null) {
                found = as(substitute(each, bound), target);
            }
        }
        return found;
    }
}
