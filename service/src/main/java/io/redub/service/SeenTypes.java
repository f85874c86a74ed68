package io.redub.service;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The types of inherited methods as a service interface sees them: where it extends {@code
 * Base<Order>}, a {@code T} of {@code Base<T>} is an {@code Order}. Immutable.
 */
final class SeenTypes {
    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    SeenTypes(Class<?> service) {
        bindInterfacesOf(service);
    }

    private void bindInterfacesOf(Class<?> type) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType given
                    && given.getRawType() instanceof Class<?> raw) {
                TypeVariable<?>[] variables = raw.getTypeParameters();
                for (int i = 0; i < variables.length; i++) {
                    bound.putIfAbsent(variables[i], of(given.getActualTypeArguments()[i]));
                }
                bindInterfacesOf(raw);
            } else if (parent instanceof Class<?> raw) {
                bindInterfacesOf(raw);
            }
        }
    }

    /** The type with every variable replaced that the service interface gives a type to. */
    Type of(Type type) {
        if (bound.isEmpty()) {
            return type;
        } else if (type instanceof TypeVariable<?> variable) {
            return bound.getOrDefault(variable, type);
        } else if (type instanceof ParameterizedType given) {
            Type[] arguments = given.getActualTypeArguments();
            Type[] seen = Arrays.stream(arguments).map(this::of).toArray(Type[]::new);
            return Arrays.equals(arguments, seen)
                    ? type
                    : new Parameterized(given.getRawType(), given.getOwnerType(), seen);
        } else if (type instanceof GenericArrayType array) {
            Type component = array.getGenericComponentType();
            Type seen = of(component);
            if (seen.equals(component)) {
                return type;
            }
            return seen instanceof Class<?> raw ? raw.arrayType() : new ArrayOf(seen);
        } else if (type instanceof WildcardType wildcard) {
            Type upper = wildcard.getUpperBounds()[0];
            Type seen = of(upper);
            // Whoever reads signatures takes a wildcard for its upper bound.
            return seen.equals(upper) ? type : seen;
        }
        return type;
    }

    private record Parameterized(Type getRawType, @Nullable Type getOwnerType, Type[] arguments)
            implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && getRawType.equals(that.getRawType())
                    && Objects.equals(getOwnerType, that.getOwnerType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        /** As the JDK's own, which may be its equal. */
        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments)
                    ^ Objects.hashCode(getOwnerType)
                    ^ getRawType.hashCode();
        }

        @Override
        public String toString() {
            String list = Arrays.toString(arguments);
            return getRawType.getTypeName() + "<" + list.substring(1, list.length() - 1) + ">";
        }
    }

    private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GenericArrayType that
                    && getGenericComponentType.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return getGenericComponentType.hashCode();
        }

        @Override
        public String toString() {
            return getGenericComponentType.getTypeName() + "[]";
        }
    }
}
