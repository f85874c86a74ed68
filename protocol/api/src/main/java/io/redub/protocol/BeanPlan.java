package io.redub.protocol;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * How one of the user's classes is taken apart into named values and put together again, worked out
 * once per class. The values are its fields, neither static nor transient, a subclass's before a
 * shadowed one's; accessors are not called, because what they do is unknown. An object is made by
 * the constructor without parameters, so that fields without a value keep their defaults, else
 * without a constructor; a record by its canonical one. Immutable and thread-safe.
 */
final class BeanPlan {
    private static final ClassValue<BeanPlan> PLANS =
            new ClassValue<>() {
                @Override
                protected BeanPlan computeValue(Class<?> type) {
                    return new BeanPlan(type);
                }
            };

    private final Class<?> type;
    private final List<Member> members;
    private final Map<String, Member> byName = new HashMap<>();
    private final @Nullable Constructor<?> constructor;
    private final boolean hashesMembers;

    /** A field, under the name by which a generic caller knows it. */
    record Member(String name, int index, Field field, @Nullable Target fixed) {
        Member(String name, int index, Field field) {
            this(name, index, field, fixed(field.getGenericType()));
        }

        private static @Nullable Target fixed(Type type) {
            return Target.isOpen(type) ? null : Target.of(type);
        }

        /** What an object of type {@code owner} holds here. */
        Target target(Target owner) {
            return fixed != null
                    ? fixed
                    : owner.member(field.getGenericType(), field.getDeclaringClass());
        }

        boolean isPrimitive() {
            return field.getType().isPrimitive();
        }
    }

    private BeanPlan(Class<?> type) {
        this.type = type;
        try {
            Map<String, Member> found = new LinkedHashMap<>();
            for (Field field : type.isRecord() ? components(type) : fields(type)) {
                field.setAccessible(true);
                Member member = new Member(propertyName(field), found.size(), field);
                found.put(member.name(), member);
                byName.putIfAbsent(field.getName(), member);
            }
            byName.putAll(found);
            this.members = List.copyOf(found.values());
            this.constructor = type.isRecord() ? canonical(type) : withoutParameters(type);
            this.hashesMembers = type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new ConversionException(
                    type.getName()
                            + ": its fields are not accessible ("
                            + e.getClass().getSimpleName()
                            + "); open its package to Redub");
        }
    }

    static BeanPlan of(Class<?> type) {
        return PLANS.get(type);
    }

    /** Whether the class comes with the JDK. Such classes are never taken apart. */
    static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    Collection<Member> members() {
        return members;
    }

    /** The member of this property or field name, or null. */
    @Nullable Member member(String name) {
        return byName.get(name);
    }

    /** Whether hash codes of its objects may depend on what they hold. */
    boolean hashesMembers() {
        return hashesMembers;
    }

    @Nullable Object get(Object bean, Member member) {
        try {
            return member.field().get(bean);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + member.field() + " was made accessible", e);
        }
    }

    void set(Object bean, Member member, @Nullable Object value) {
        try {
            member.field().set(bean, value);
        } catch (IllegalAccessException e) {
            throw new ConversionException(
                    type.getName() + " does not let its final field be set; make it a record");
        }
    }

    /** An object with the defaults of its class; not for records. */
    Object create() {
        return construct();
    }

    /** A record of these components, in the order of {@link #members()}. */
    Object create(@Nullable Object[] components) {
        return construct(components);
    }

    /** Components that nobody gives a value. */
    @Nullable Object[] defaults() {
        @Nullable Object[] values = new Object[members.size()];
        for (Member member : members) {
            Class<?> component = member.field().getType();
            if (component.isPrimitive()) {
                values[member.index()] = Array.get(Array.newInstance(component, 1), 0);
            }
        }
        return values;
    }

    private Object construct(@Nullable Object... values) {
        if (constructor == null) {
            throw new ConversionException(
                    type.getName()
                            + " cannot be made from a map; give it a constructor without"
                            + " parameters");
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            throw new ConversionException(
                    type.getName()
                            + " was refused by its constructor: "
                            + thrown.getClass().getName()
                            + (thrown.getMessage() == null
                                    ? ""
                                    : ": " + Shown.text(thrown.getMessage())));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConversionException(
                    type.getName() + " cannot be made: " + e.getClass().getSimpleName());
        }
    }

    private static List<Field> components(Class<?> type) throws NoSuchFieldException {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(type.getDeclaredField(component.getName()));
        }
        return fields;
    }

    private static List<Field> fields(Class<?> type) {
        Map<String, Field> found = new LinkedHashMap<>();
        for (Class<?> c = type; c != null && !isJdk(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.isSynthetic()) {
                    found.putIfAbsent(field.getName(), field);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Dubbo names properties, not fields: {@code isActive()} reads "active". */
    private static String propertyName(Field field) {
        String name = field.getName();
        boolean looksLikeGetter =
                (field.getType() == boolean.class || field.getType() == Boolean.class)
                        && name.length() > 2
                        && name.startsWith("is")
                        && Character.isUpperCase(name.charAt(2));
        if (!looksLikeGetter || !hasMethod(field.getDeclaringClass(), name)) {
            return name;
        }
        return Character.toLowerCase(name.charAt(2)) + name.substring(3);
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return !type.isRecord()
                && Arrays.stream(type.getMethods())
                        .filter((Method m) -> m.getParameterCount() == 0)
                        .anyMatch(m -> m.getName().equals(name));
    }

    private static Constructor<?> canonical(Class<?> type) throws NoSuchMethodException {
        Class<?>[] components =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        Constructor<?> canonical = type.getDeclaredConstructor(components);
        canonical.setAccessible(true);
        return canonical;
    }

    /** Null where an object made without a constructor would lack what a class of the JDK sets. */
    private static @Nullable Constructor<?> withoutParameters(Class<?> type)
            throws NoSuchMethodException {
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (each.getParameterCount() == 0) {
                each.setAccessible(true);
                return each;
            }
        }
        Class<?> base = type;
        while (base != null && !isJdk(base)) {
            base = base.getSuperclass();
        }
        return base != Object.class
                ? null
                : ReflectionFactory.getReflectionFactory()
                        .newConstructorForSerialization(
                                type, Object.class.getDeclaredConstructor());
    }
}
