package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import io.redub.serialize.WireNames;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * What is to know of a user's class: its fields in the order Dubbo writes them, so that both read
 * each other's objects without looking names up, and how to make one. Made once a class; immutable
 * and thread-safe.
 */
final class ObjectPlan {
    private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

    private static final ClassValue<ObjectPlan> PLANS =
            new ClassValue<>() {
                @Override
                protected ObjectPlan computeValue(Class<?> type) {
                    return new ObjectPlan(type);
                }
            };

    final Class<?> type;
    final FieldPlan[] fields;
    final WireName definition;

    /** A record's canonical constructor; null for other classes. */
    final @Nullable MethodHandle constructor;

    /** The same with the values of the components in one array. */
    final @Nullable MethodHandle canonical;

    /** Makes an empty object; null for records and abstract classes. */
    final @Nullable MethodHandle create;

    final @Nullable MethodHandle writeReplace;
    final @Nullable MethodHandle readResolve;

    private TypeNode @Nullable [] types;
    private TypeNode @Nullable [] erased;
    private final MethodHandle[] getters;
    private final @Nullable MethodHandle[] setters;

    private ObjectPlan(Class<?> type) {
        MethodHandles.Lookup lookup = lookup(type);
        this.type = type;
        this.fields = type.isRecord() ? components(type, lookup) : fields(type);
        this.definition =
                WireName.ofDefinition(
                        WireNames.installed().nameOf(type),
                        Arrays.stream(fields).map(FieldPlan::name).toList());
        this.constructor = type.isRecord() ? canonical(type, lookup) : null;
        this.canonical =
                constructor == null
                        ? null
                        : constructor
                                .asType(MethodType.genericMethodType(fields.length))
                                .asSpreader(Object[].class, fields.length);
        this.create = type.isRecord() ? null : creator(type, lookup);
        this.writeReplace = hook(type, "writeReplace");
        this.readResolve = hook(type, "readResolve");
        this.getters = Arrays.stream(fields).map(FieldPlan::boxedGet).toArray(MethodHandle[]::new);
        this.setters = Arrays.stream(fields).map(FieldPlan::boxedSet).toArray(MethodHandle[]::new);
    }

    static ObjectPlan of(Class<?> type) {
        return PLANS.get(type);
    }

    /** The field types of the class seen as itself. */
    TypeNode[] types() {
        TypeNode[] known = types;
        if (known == null) {
            known = TypeNode.of(type).fields(this);
            types = known;
        }
        return known;
    }

    /** The field types as a reader sees them that looks at no generics. */
    TypeNode[] erased() {
        TypeNode[] known = erased;
        if (known == null) {
            known =
                    Arrays.stream(fields)
                            .map(field -> TypeNode.of(field.type()))
                            .toArray(TypeNode[]::new);
            erased = known;
        }
        return known;
    }

    /** By field: takes Object, returns Object. */
    MethodHandle[] getters() {
        return getters;
    }

    /** By field: takes Object, Object; null where a constructor sets it. */
    @Nullable MethodHandle[] setters() {
        return setters;
    }

    /** This plan, unless the class inherits state of a JDK class, which is closed. */
    ObjectPlan checked() {
        Class<?> parent = type;
        while (parent != null && !Jdk.has(parent)) {
            parent = parent.getSuperclass();
        }
        for (Class<?> c = parent; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                // Its state is in transient fields, which only Java's own serialization reaches.
                if (method.getName().equals("writeObject")) {
                    throw new SerializationException(
                            "%s extends %s, whose state is closed; hold one instead of extending it"
                                    .formatted(type.getName(), c.getName()));
                }
            }
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers)) {
                    throw new SerializationException(
                            "%s extends %s, whose field %s is closed; hold one instead of extending it"
                                    .formatted(type.getName(), c.getName(), field.getName()));
                }
            }
        }
        return this;
    }

    /** Whether Dubbo's readers would accept the class at all. */
    boolean serializable() {
        return Serializable.class.isAssignableFrom(type);
    }

    private static MethodHandles.Lookup lookup(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, OWN);
        } catch (IllegalAccessException e) {
            Module module = type.getModule();
            String target = OWN.lookupClass().getModule().isNamed() ? "io.redub" : "ALL-UNNAMED";
            throw new SerializationException(
                    "%s is in module %s, which is closed to Redub: start with --add-opens %s/%s=%s"
                            .formatted(
                                    type.getName(),
                                    module.getName(),
                                    module.getName(),
                                    type.getPackageName(),
                                    target),
                    e);
        }
    }

    /**
     * Subclass first, in each class the plain fields (primitives and java.lang) before the others,
     * all plain ones before all others, and the whole turned round: Dubbo's order.
     */
    private static FieldPlan[] fields(Class<?> type) {
        List<FieldPlan> plain = new ArrayList<>();
        List<FieldPlan> others = new ArrayList<>();
        for (Class<?> c = type; c != null && !Jdk.has(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers)) {
                    (isPlain(field.getType()) ? plain : others).add(plan(field));
                }
            }
        }
        plain.addAll(others);
        Collections.reverse(plain);
        return plain.toArray(FieldPlan[]::new);
    }

    static boolean isPlain(Class<?> type) {
        return type.isPrimitive()
                || type.getName().startsWith("java.lang.") && type != Object.class;
    }

    private static FieldPlan plan(Field field) {
        try {
            MethodHandles.Lookup lookup = lookup(field.getDeclaringClass());
            field.setAccessible(true);
            Class<?> wide = FieldPlan.wide(field.getType());
            return new FieldPlan(
                    field.getName(),
                    field.getDeclaringClass(),
                    field.getType(),
                    field.getGenericType(),
                    lookup.unreflectGetter(field).asType(MethodType.methodType(wide, Object.class)),
                    field.getDeclaringClass().isRecord()
                            ? null
                            : lookup.unreflectSetter(field)
                                    .asType(MethodType.methodType(void.class, Object.class, wide)));
        } catch (IllegalAccessException e) {
            throw new SerializationException("cannot reach " + field, e);
        }
    }

    private static FieldPlan[] components(Class<?> type, MethodHandles.Lookup lookup) {
        RecordComponent[] components = type.getRecordComponents();
        FieldPlan[] plans = new FieldPlan[components.length];
        for (int i = 0; i < plans.length; i++) {
            try {
                plans[i] = plan(type.getDeclaredField(components[i].getName()));
            } catch (NoSuchFieldException e) {
                throw new SerializationException("no field of " + components[i], e);
            }
        }
        return plans;
    }

    private static MethodHandle canonical(Class<?> type, MethodHandles.Lookup lookup) {
        Class<?>[] parameters =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asFixedArity();
        } catch (ReflectiveOperationException e) {
            throw new SerializationException("cannot reach the constructor of " + type, e);
        }
    }

    /** Makes an empty container of a user's class. */
    static MethodHandle constructor(Class<?> type) {
        try {
            return lookup(type)
                    .findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new SerializationException(
                    type.getName() + " has no constructor without parameters; give it one", e);
        }
    }

    private static @Nullable MethodHandle creator(Class<?> type, MethodHandles.Lookup lookup) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        MethodType produced = MethodType.methodType(Object.class);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class)).asType(produced);
        } catch (NoSuchMethodException e) {
            return MethodHandles.insertArguments(
                    allocator(type, Object.class), 0, (Object) new Object[0]);
        } catch (IllegalAccessException e) {
            throw new SerializationException("cannot reach the constructor of " + type, e);
        }
    }

    /**
     * Makes objects of {@code type} by running no constructor but that of {@code base}, as Java's
     * own serialization does; takes the constructor's arguments as one array.
     */
    static MethodHandle allocator(Class<?> type, Class<?> base, Class<?>... parameters) {
        try {
            Constructor<?> constructor =
                    ReflectionFactory.getReflectionFactory()
                            .newConstructorForSerialization(
                                    type, base.getDeclaredConstructor(parameters));
            return OWN.findVirtual(
                            Constructor.class,
                            "newInstance",
                            MethodType.methodType(Object.class, Object[].class))
                    .bindTo(constructor)
                    .asFixedArity();
        } catch (ReflectiveOperationException e) {
            throw new SerializationException("no way to make a " + type.getName(), e);
        }
    }

    /** A method of Java serialization, declared by the class or a superclass; null if none. */
    private static @Nullable MethodHandle hook(Class<?> type, String name) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (Jdk.has(c)) {
                return null;
            }
            for (Method method : c.getDeclaredMethods()) {
                boolean found =
                        method.getName().equals(name)
                                && method.getParameterCount() == 0
                                && method.getReturnType() == Object.class
                                && !Modifier.isStatic(method.getModifiers());
                if (found && (c == type || !Modifier.isPrivate(method.getModifiers()))) {
                    try {
                        return lookup(c)
                                .unreflect(method)
                                .asType(MethodType.methodType(Object.class, Object.class));
                    } catch (IllegalAccessException e) {
                        throw new SerializationException("cannot reach " + method, e);
                    }
                }
            }
        }
        return null;
    }
}
