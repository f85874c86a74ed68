package io.redub.serialize.java;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class as a stream describes it.
 *
 * @param fields those of this class alone, in the order of their values
 * @param written whether its values are followed by what the class wrote itself
 * @param external whether it has only what it wrote itself
 * @param type the class here; null if it is not admitted
 */
record ClassLayout(
        String name,
        List<Field> fields,
        boolean written,
        boolean external,
        @Nullable Class<?> type,
        @Nullable ClassLayout parent) {

    private static final ClassValue<Boolean> HASHES =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    try {
                        return type.getMethod("hashCode").getDeclaringClass() != Object.class
                                || isStandIn(type);
                    } catch (NoSuchMethodException e) {
                        return true;
                    }
                }
            };

    /** Whether something else comes of it, which holds the same. */
    private static boolean isStandIn(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals("readResolve") && method.getParameterCount() == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * @param code as in a descriptor: {@code I}, {@code L}, {@code [} …
     */
    record Field(char code, String name) {}

    boolean isOrExtends(String className) {
        for (ClassLayout each = this; each != null; each = each.parent) {
            if (each.name.equals(className)) {
                return true;
            }
        }
        return false;
    }

    /** The first class up from here that is not admitted, or null. */
    @Nullable ClassLayout notAdmitted() {
        for (ClassLayout each = this; each != null; each = each.parent) {
            if (each.type == null) {
                return each;
            }
        }
        return null;
    }

    boolean isArray() {
        return name.startsWith("[");
    }

    boolean isRecord() {
        return type != null && type.isRecord();
    }

    /** Whether a hash code of it may need those of what it holds; of unknown classes, too. */
    boolean isHashedByValue() {
        return type == null || type.isArray() || HASHES.get(type);
    }

    /** Whether a hash map finds it quickly, however many have one hash code. */
    boolean isOrdered() {
        return isOrExtends("java.lang.Number")
                || isOrExtends("java.lang.Enum")
                || name.equals("java.time.Ser")
                || type != null
                        && type.getClassLoader() == null
                        && Comparable.class.isAssignableFrom(type);
    }
}
