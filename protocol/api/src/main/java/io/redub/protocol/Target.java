package io.redub.protocol;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A declared type with nothing left open: a class and its type arguments, for an array its element.
 * Wildcards stand for their upper bound, variables for what they are bound to, else for the class
 * of their bound.
 */
record Target(Class<?> raw, List<Target> arguments) {
    static final Target ANY = new Target(Object.class, List.of());

    static Target of(Type type) {
        return of(type, Map.of());
    }

    static Target of(Type type, Map<TypeVariable<?>, Target> bound) {
        if (type instanceof Class<?> c) {
            Class<?> element = c.getComponentType();
            return new Target(c, element == null ? List.of() : List.of(of(element)));
        } else if (type instanceof ParameterizedType p) {
            List<Target> arguments = new ArrayList<>();
            for (Type argument : p.getActualTypeArguments()) {
                arguments.add(of(argument, bound));
            }
            return new Target((Class<?>) p.getRawType(), List.copyOf(arguments));
        } else if (type instanceof GenericArrayType a) {
            Target element = of(a.getGenericComponentType(), bound);
            return new Target(element.raw.arrayType(), List.of(element));
        } else if (type instanceof WildcardType w) {
            return of(w.getUpperBounds()[0], bound);
        }
        Target binding = type instanceof TypeVariable<?> v ? bound.get(v) : null;
        return binding != null ? binding : of(erased(type));
    }

    /** Whether the type mentions a variable, so that its meaning depends on where it is seen. */
    static boolean isOpen(Type type) {
        if (type instanceof ParameterizedType p) {
            return Arrays.stream(p.getActualTypeArguments()).anyMatch(Target::isOpen);
        } else if (type instanceof GenericArrayType a) {
            return isOpen(a.getGenericComponentType());
        } else if (type instanceof WildcardType w) {
            return isOpen(w.getUpperBounds()[0]);
        }
        return type instanceof TypeVariable<?>;
    }

    /** The type argument at this position; {@link #ANY} where none was declared. */
    Target argument(int index) {
        return index < arguments.size() ? arguments.get(index) : ANY;
    }

    /** This type as the superclass or interface {@code base}, or null if it is not one. */
    @Nullable Target as(Class<?> base) {
        if (raw == base) {
            return this;
        }
        List<Type> parents = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            parents.add(raw.getGenericSuperclass());
        }
        for (Type parent : parents) {
            if (base.isAssignableFrom(erased(parent))) {
                return of(parent, bindings()).as(base);
            }
        }
        return null;
    }

    /** The type argument that this type gives to a parameter of {@code base}. */
    Target argumentOf(Class<?> base, int index) {
        Target seen = as(base);
        return seen == null ? ANY : seen.argument(index);
    }

    /** A type that was declared in {@code owner}, seen from this type, which inherits it. */
    Target member(Type declared, Class<?> owner) {
        Target seen = as(owner);
        return of(declared, seen == null ? Map.of() : seen.bindings());
    }

    /** The subclass, with the type arguments that follow from the ones of this type. */
    Target narrowed(Class<?> subclass) {
        TypeVariable<?>[] variables = subclass.getTypeParameters();
        if (subclass == raw || variables.length == 0) {
            return subclass == raw ? this : of(subclass);
        }
        List<Target> marks = new ArrayList<>();
        for (TypeVariable<?> variable : variables) {
            marks.add(new Target(erased(variable), new ArrayList<>()));
        }
        Target seen = new Target(subclass, marks).as(raw);
        List<Target> found = new ArrayList<>(marks);
        for (int i = 0; seen != null && i < seen.arguments.size(); i++) {
            for (int k = 0; k < variables.length; k++) {
                if (isSame(seen.arguments.get(i), marks.get(k)) && i < arguments.size()) {
                    found.set(k, arguments.get(i));
                }
            }
        }
        return new Target(subclass, List.copyOf(found));
    }

    /** Marks are told apart by who they are: two of them may well be equal. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Target one, Target other) {
        return one == other;
    }

    private Map<TypeVariable<?>, Target> bindings() {
        TypeVariable<?>[] variables = raw.getTypeParameters();
        Map<TypeVariable<?>, Target> bindings = new HashMap<>();
        for (int i = 0; i < variables.length && i < arguments.size(); i++) {
            bindings.put(variables[i], arguments.get(i));
        }
        return bindings;
    }

    private static Class<?> erased(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        } else if (type instanceof ParameterizedType p) {
            return (Class<?>) p.getRawType();
        } else if (type instanceof GenericArrayType a) {
            return erased(a.getGenericComponentType()).arrayType();
        } else if (type instanceof TypeVariable<?> v) {
            return erased(v.getBounds()[0]);
        } else if (type instanceof WildcardType w) {
            return erased(w.getUpperBounds()[0]);
        }
        throw new IllegalArgumentException("type: " + type.getClass().getName());
    }
}
