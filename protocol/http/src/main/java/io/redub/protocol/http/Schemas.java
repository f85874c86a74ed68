package io.redub.protocol.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas of types, as the serialization {@code json} writes their values. Classes of users
 * stand once, by name, and are referred to. Not thread-safe.
 */
final class Schemas {
    /** What the JDK's values are: JSON's kind, and a format or empty. */
    private static final Map<Class<?>, String> SIMPLE = new LinkedHashMap<>();

    static {
        for (Class<?> type : List.of(int.class, Integer.class)) {
            SIMPLE.put(type, "integer int32");
        }
        for (Class<?> type : List.of(long.class, Long.class)) {
            SIMPLE.put(type, "integer int64");
        }
        for (Class<?> type :
                List.of(short.class, Short.class, byte.class, Byte.class, BigInteger.class)) {
            SIMPLE.put(type, "integer ");
        }
        for (Class<?> type : List.of(double.class, Double.class)) {
            SIMPLE.put(type, "number double");
        }
        for (Class<?> type : List.of(float.class, Float.class)) {
            SIMPLE.put(type, "number float");
        }
        SIMPLE.put(BigDecimal.class, "number ");
        SIMPLE.put(boolean.class, "boolean ");
        SIMPLE.put(Boolean.class, "boolean ");
        for (Class<?> type : List.of(String.class, CharSequence.class)) {
            SIMPLE.put(type, "string ");
        }
        SIMPLE.put(char.class, "string ");
        SIMPLE.put(Character.class, "string ");
        SIMPLE.put(char[].class, "string ");
        SIMPLE.put(byte[].class, "string byte");
        SIMPLE.put(Date.class, "string date-time");
        SIMPLE.put(java.util.UUID.class, "string uuid");
        SIMPLE.put(java.net.URI.class, "string uri");
        SIMPLE.put(java.time.Instant.class, "string date-time");
        SIMPLE.put(java.time.OffsetDateTime.class, "string date-time");
        SIMPLE.put(java.time.LocalDate.class, "string date");
        SIMPLE.put(java.time.LocalTime.class, "string ");
        SIMPLE.put(java.time.LocalDateTime.class, "string ");
        SIMPLE.put(java.time.Duration.class, "string duration");
    }

    private final JsonGenerator out;
    private final Map<String, Type> named = new HashMap<>();
    private final Map<Type, String> names = new HashMap<>();
    private final Deque<Type> pending = new ArrayDeque<>();

    Schemas(JsonGenerator out) {
        this.out = out;
    }

    /** Writes the schema of a type, or a reference to it. */
    void write(Type type) throws IOException {
        write(type, Map.of());
    }

    private void write(Type type, Map<TypeVariable<?>, Type> bound) throws IOException {
        Type seen = resolve(type, bound);
        Class<?> raw = raw(seen);
        String simple = SIMPLE.get(raw);
        out.writeStartObject();
        if (simple != null) {
            String[] parts = simple.split(" ", -1);
            out.writeStringField("type", parts[0]);
            if (!parts[1].isEmpty()) {
                out.writeStringField("format", parts[1]);
            }
        } else if (raw.isEnum()) {
            out.writeStringField("type", "string");
            out.writeArrayFieldStart("enum");
            for (Object constant : raw.getEnumConstants()) {
                out.writeString(((Enum<?>) constant).name());
            }
            out.writeEndArray();
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            out.writeStringField("type", "array");
            if (Set.class.isAssignableFrom(raw)) {
                out.writeBooleanField("uniqueItems", true);
            }
            out.writeFieldName("items");
            write(element(seen, raw), bound);
        } else if (Map.class.isAssignableFrom(raw)) {
            out.writeStringField("type", "object");
            out.writeFieldName("additionalProperties");
            write(argument(seen, 1), bound);
        } else if (raw == Optional.class) {
            out.writeArrayFieldStart("anyOf");
            write(argument(seen, 0), bound);
            out.writeStartObject();
            out.writeStringField("type", "null");
            out.writeEndObject();
            out.writeEndArray();
        } else if (!isJdk(raw)) {
            out.writeStringField("$ref", "#/components/schemas/" + name(seen));
        }
        out.writeEndObject();
    }

    private static Type element(Type type, Class<?> raw) {
        if (type instanceof GenericArrayType array) {
            return array.getGenericComponentType();
        }
        return raw.isArray() ? raw.getComponentType() : argument(type, 0);
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType p && p.getActualTypeArguments().length > index
                ? p.getActualTypeArguments()[index]
                : Object.class;
    }

    private static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        } else if (type instanceof ParameterizedType p) {
            return (Class<?>) p.getRawType();
        } else if (type instanceof GenericArrayType a) {
            return raw(a.getGenericComponentType()).arrayType();
        } else if (type instanceof WildcardType w) {
            return raw(w.getUpperBounds()[0]);
        }
        return type instanceof TypeVariable<?> v ? raw(v.getBounds()[0]) : Object.class;
    }

    /** With what is known of its variables. */
    private static Type resolve(Type type, Map<TypeVariable<?>, Type> bound) {
        if (type instanceof TypeVariable<?> variable) {
            return bound.getOrDefault(variable, raw(variable));
        } else if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], bound);
        } else if (type instanceof GenericArrayType array) {
            return new Seen(
                    raw(array).isArray() ? List.class : raw(array),
                    List.of(resolve(array.getGenericComponentType(), bound)));
        } else if (type instanceof ParameterizedType given) {
            return new Seen(
                    (Class<?>) given.getRawType(),
                    Arrays.stream(given.getActualTypeArguments())
                            .map(argument -> resolve(argument, bound))
                            .toList());
        }
        return type;
    }

    /** A type whose arguments have no variables; equal to others of the same ones. */
    private record Seen(Class<?> getRawType, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public @Nullable Type getOwnerType() {
            return getRawType.getDeclaringClass();
        }
    }

    private String name(Type type) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String wanted = simpleName(type);
        String name = wanted;
        for (int i = 2; named.containsKey(name) || name.equals("Problem"); i++) {
            name = wanted + i;
        }
        named.put(name, type);
        names.put(type, name);
        pending.add(type);
        return name;
    }

    private static String simpleName(Type type) {
        StringBuilder name = new StringBuilder(raw(type).getSimpleName());
        if (type instanceof Seen seen) {
            seen.arguments.forEach(each -> name.append('_').append(simpleName(each)));
        }
        return name.toString().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** Writes those that were referred to, and those that they refer to, as fields. */
    void writeNamed() throws IOException {
        for (Type next = pending.poll(); next != null; next = pending.poll()) {
            out.writeObjectFieldStart(name(next));
            object(next, raw(next));
            out.writeEndObject();
        }
    }

    private void object(Type type, Class<?> raw) throws IOException {
        if (raw.isSealed()) {
            out.writeArrayFieldStart("anyOf");
            for (Class<?> each : raw.getPermittedSubclasses()) {
                write(each);
            }
            out.writeEndArray();
            return;
        }
        out.writeStringField("type", "object");
        if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
            out.writeStringField(
                    "description", "The property @class names the class that is meant.");
        }
        out.writeObjectFieldStart("properties");
        for (Map.Entry<Field, Map<TypeVariable<?>, Type>> each : fields(type).entrySet()) {
            out.writeFieldName(each.getKey().getName());
            write(each.getKey().getGenericType(), each.getValue());
        }
        out.writeEndObject();
    }

    /** Those that are written, a superclass's first, with what its variables are. */
    private static Map<Field, Map<TypeVariable<?>, Type>> fields(Type type) {
        List<Class<?>> classes = new ArrayList<>();
        Map<Class<?>, Map<TypeVariable<?>, Type>> bounds = new HashMap<>();
        Type current = type;
        Map<TypeVariable<?>, Type> outer = Map.of();
        while (current != null && !isJdk(raw(current))) {
            Class<?> raw = raw(current);
            Map<TypeVariable<?>, Type> bound = new HashMap<>();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bound.put(variables[i], resolve(argument(current, i), outer));
            }
            classes.add(raw);
            bounds.put(raw, bound);
            outer = bound;
            current = raw.getGenericSuperclass();
        }
        Collections.reverse(classes);
        Map<Field, Map<TypeVariable<?>, Type>> fields = new LinkedHashMap<>();
        for (Class<?> each : classes) {
            for (Field field : each.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.isSynthetic()) {
                    fields.put(field, bounds.getOrDefault(each, Map.of()));
                }
            }
        }
        return fields;
    }
}
