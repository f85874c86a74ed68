package io.redub.serialize.hessian2;

import io.redub.serialize.DeclaredType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A declared type, resolved once: what is expected of a value, its elements and its fields. Fields
 * are resolved when first needed, so that recursive types end. Immutable to its users and
 * thread-safe: what is computed late is the same whoever computes it.
 */
final class TypeNode implements DeclaredType {
    /** What a declared type asks of a scalar; everything else is {@link #OTHER}. */
    enum Kind {
        BOOLEAN,
        BYTE,
        SHORT,
        CHAR,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        DATE,
        OTHER
    }

    private static final Map<Class<?>, Kind> KINDS =
            Map.ofEntries(
                    Map.entry(boolean.class, Kind.BOOLEAN),
                    Map.entry(Boolean.class, Kind.BOOLEAN),
                    Map.entry(byte.class, Kind.BYTE),
                    Map.entry(Byte.class, Kind.BYTE),
                    Map.entry(short.class, Kind.SHORT),
                    Map.entry(Short.class, Kind.SHORT),
                    Map.entry(char.class, Kind.CHAR),
                    Map.entry(Character.class, Kind.CHAR),
                    Map.entry(int.class, Kind.INT),
                    Map.entry(Integer.class, Kind.INT),
                    Map.entry(long.class, Kind.LONG),
                    Map.entry(Long.class, Kind.LONG),
                    Map.entry(float.class, Kind.FLOAT),
                    Map.entry(Float.class, Kind.FLOAT),
                    Map.entry(double.class, Kind.DOUBLE),
                    Map.entry(Double.class, Kind.DOUBLE),
                    Map.entry(String.class, Kind.STRING),
                    Map.entry(Date.class, Kind.DATE));

    private static final ClassValue<TypeNode> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected TypeNode computeValue(Class<?> type) {
                    return new TypeNode(type, 0);
                }
            };

    /** A type that contains itself with ever more arguments is not followed further than this. */
    private static final int DEEPEST = 16;

    static final TypeNode ANY = of(Object.class);
    static final TypeNode STRING = of(String.class);

    /** Of a value nobody will take: objects of unknown classes are admitted and dropped. */
    static final TypeNode DROPPED = new TypeNode(Object.class, 0);

    /** Of a throwable's cause or suppressed one, which may be a throwable that is still open. */
    static final TypeNode THROWABLE = new TypeNode(Throwable.class, 0);

    /** Of the list of a throwable's suppressed ones. */
    static final TypeNode SUPPRESSED = new TypeNode(Collection.class, 0);

    /** Of attachments. */
    static final TypeNode STRING_MAP = new TypeNode(Map.class, 0);

    static {
        SUPPRESSED.element = THROWABLE;
        STRING_MAP.element = STRING;
    }

    final Class<?> raw;
    final Kind kind;
    private final Type type;
    private final int level;

    /** The codec of the class first met here, which mostly is the only one. */
    private @Nullable Met met;

    private @Nullable TypeNode element;
    private @Nullable TypeNode value;
    private TypeNode @Nullable [] fields;

    private TypeNode(Type type, int level) {
        this.type = type;
        this.raw = Generics.erase(type);
        this.kind = KINDS.getOrDefault(raw, Kind.OTHER);
        this.level = level;
    }

    static TypeNode of(Type type) {
        return of(type, 0);
    }

    private static TypeNode of(Type type, int level) {
        if (type instanceof Class<?> c) {
            return OF_CLASS.get(c);
        }
        return level > DEEPEST ? OF_CLASS.get(Generics.erase(type)) : new TypeNode(type, level);
    }

    @Override
    public Type type() {
        return type;
    }

    private record Met(Class<?> type, Codec codec) {}

    /** The codec of {@code type}. */
    Codec codec(Class<?> type) {
        Met known = met;
        if (known != null && known.type == type) {
            return known.codec;
        }
        Codec codec = Codecs.of(type);
        if (known == null) {
            met = new Met(type, codec);
        }
        return codec;
    }

    /** Of the items of a collection or array, the keys of a map, the content of a holder. */
    TypeNode element() {
        TypeNode known = element;
        if (known == null) {
            known = this == DROPPED ? this : resolveElement();
            element = known;
        }
        return known;
    }

    private TypeNode resolveElement() {
        if (raw.isArray()) {
            Type component =
                    type instanceof GenericArrayType a
                            ? a.getGenericComponentType()
                            : raw.getComponentType();
            return of(component, level + 1);
        }
        for (Class<?> holder :
                new Class<?>[] {
                    Collection.class,
                    Map.class,
                    Map.Entry.class,
                    Optional.class,
                    AtomicReference.class
                }) {
            Type view = Generics.as(type, holder);
            if (view != null) {
                return argument(view, 0);
            }
        }
        return ANY;
    }

    /** Of the values of a map. */
    TypeNode value() {
        TypeNode known = value;
        if (known == null) {
            known = this == DROPPED ? this : resolveValue();
            value = known;
        }
        return known;
    }

    private TypeNode resolveValue() {
        for (Class<?> holder : new Class<?>[] {Map.class, Map.Entry.class}) {
            Type view = Generics.as(type, holder);
            if (view != null) {
                return argument(view, 1);
            }
        }
        return ANY;
    }

    private TypeNode argument(Type view, int index) {
        Type[] arguments = Generics.arguments(view);
        return index < arguments.length ? of(arguments[index], level + 1) : ANY;
    }

    /** Of the fields of {@code plan}'s class, when it is seen as this type. */
    TypeNode[] fields(ObjectPlan plan) {
        if (plan.type != raw) {
            return plan.types();
        }
        TypeNode[] known = fields;
        if (known == null) {
            known = resolveFields(plan);
            fields = known;
        }
        return known;
    }

    private TypeNode[] resolveFields(ObjectPlan plan) {
        TypeNode[] resolved = new TypeNode[plan.fields.length];
        for (int i = 0; i < resolved.length; i++) {
            FieldPlan field = plan.fields[i];
            Type owner = Generics.as(type, field.declaredIn());
            Type generic =
                    owner == null
                            ? Generics.erase(field.generic())
                            : Generics.substitute(field.generic(), Generics.bindings(owner));
            resolved[i] = of(generic, level + 1);
        }
        return resolved;
    }
}
