package io.redub.serialize;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The closed world that follows from a service's signatures: every class reachable from them
 * through fields, type arguments, superclasses, arrays and sealed subclasses, what the user named
 * beside them, the classes of {@link WireNames}, and the plain types of the JDK. Immutable and
 * thread-safe.
 */
public final class ServiceTypes implements AllowedTypes {
    private final String owner;
    private final Map<String, Class<?>> classes;
    private final boolean unknownAsMap;
    private final ReadLimits limits;

    private ServiceTypes(Builder builder, Map<String, Class<?>> classes) {
        this.owner = builder.owner;
        this.classes = classes;
        this.unknownAsMap = builder.unknownAsMap;
        this.limits = builder.limits;
    }

    /** Starts the world of {@code owner}, such as the name of a service. */
    public static Builder of(String owner) {
        return new Builder(owner);
    }

    /** Whether a user may admit it: all but the JDK's, of which only values are carried. */
    public static boolean isAdmissible(Class<?> type) {
        return !isJdk(type)
                || type.isArray()
                || type.isEnum()
                || Throwable.class.isAssignableFrom(type)
                || JdkTypes.ALL.containsKey(type.getName());
    }

    @Override
    public @Nullable Class<?> find(String className) {
        return classes.get(className);
    }

    @Override
    public boolean unknownAsMap() {
        return unknownAsMap;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public ReadLimits limits() {
        return limits;
    }

    /** Collects the roots. Not thread-safe. */
    public static final class Builder {
        private final String owner;
        private final Deque<Type> pending = new ArrayDeque<>();
        private final Map<String, Class<?>> aliases = new HashMap<>();
        private Function<Class<?>, Collection<Class<?>>> subtypes = type -> Set.of();
        private boolean unknownAsMap;
        private ReadLimits limits = ReadLimits.DEFAULT;

        private Builder(String owner) {
            this.owner = owner;
        }

        /** Types of signatures: parameters, returns, declared exceptions. */
        public Builder roots(Collection<? extends Type> roots) {
            pending.addAll(roots);
            return this;
        }

        /** Classes no signature names, such as subclasses of a declared class. */
        public Builder also(Class<?>... types) {
            pending.addAll(Arrays.asList(types));
            return this;
        }

        /**
         * Classes that a user named, no signature.
         *
         * @throws IllegalArgumentException if one is of the JDK and not among those that can be
         *     carried: naming it could not make it safe
         */
        public Builder admit(Collection<? extends Class<?>> types) {
            for (Class<?> type : types) {
                if (!isAdmissible(type)) {
                    throw new IllegalArgumentException(
                            type.getName()
                                    + " cannot be admitted: it is of the JDK, and not one of its"
                                    + " plain values");
                }
                pending.add(type);
            }
            return this;
        }

        /** What comes with a class that is reached, such as subclasses known for it. */
        public Builder subtypes(Function<Class<?>, Collection<Class<?>>> known) {
            this.subtypes = known;
            return this;
        }

        /** Admits {@code type}, and reads it under {@code wireName} as well. */
        public Builder alias(String wireName, Class<?> type) {
            aliases.put(wireName, type);
            pending.add(type);
            return this;
        }

        /** Default: false, an object of an unknown class is an error. */
        public Builder unknownAsMap(boolean yes) {
            this.unknownAsMap = yes;
            return this;
        }

        /** Default: {@link ReadLimits#DEFAULT}. */
        public Builder limits(ReadLimits bounds) {
            this.limits = bounds;
            return this;
        }

        public ServiceTypes build() {
            Map<String, Class<?>> classes = new HashMap<>(JdkTypes.ALL);
            classes.putAll(WireNames.installed().all());
            pending.addAll(WireNames.installed().all().values());
            new Walk(classes, subtypes).all(pending);
            classes.putAll(aliases);
            return new ServiceTypes(this, Map.copyOf(classes));
        }
    }

    /** Follows types until nothing new turns up; a queue, so that no graph is too deep. */
    private static final class Walk {
        private final Map<String, Class<?>> found;
        private final Function<Class<?>, Collection<Class<?>>> subtypes;
        private final Set<Type> seen = new HashSet<>();
        private final Deque<Type> pending = new ArrayDeque<>();

        Walk(Map<String, Class<?>> found, Function<Class<?>, Collection<Class<?>>> subtypes) {
            this.found = found;
            this.subtypes = subtypes;
        }

        void all(Collection<Type> roots) {
            roots.forEach(this::later);
            for (Type next = pending.poll(); next != null; next = pending.poll()) {
                visit(next);
            }
        }

        private void later(@Nullable Type type) {
            if (type != null && seen.add(type)) {
                pending.add(type);
            }
        }

        private void visit(Type type) {
            if (type instanceof Class<?> c) {
                visitClass(c);
            } else if (type instanceof ParameterizedType p) {
                later(p.getRawType());
                later(p.getActualTypeArguments());
            } else if (type instanceof GenericArrayType a) {
                later(a.getGenericComponentType());
            } else if (type instanceof WildcardType w) {
                later(w.getUpperBounds());
                later(w.getLowerBounds());
            } else if (type instanceof TypeVariable<?> v) {
                later(v.getBounds());
            }
        }

        private void later(Type[] types) {
            for (Type type : types) {
                later(type);
            }
        }

        private void visitClass(Class<?> type) {
            if (type.isArray()) {
                later(type.getComponentType());
            } else if (type.isPrimitive()) {
                return;
            } else if (isJdk(type)) {
                if (type.isEnum() || Throwable.class.isAssignableFrom(type)) {
                    found.put(type.getName(), type);
                }
            } else {
                found.put(type.getName(), type);
                later(type.getGenericSuperclass());
                later(type.getGenericInterfaces());
                if (type.isSealed()) {
                    later(type.getPermittedSubclasses());
                }
                subtypes.apply(type).forEach(this::later);
                for (Field field : type.getDeclaredFields()) {
                    int modifiers = field.getModifiers();
                    if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers)) {
                        later(field.getGenericType());
                    }
                }
            }
        }
    }

    private static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
