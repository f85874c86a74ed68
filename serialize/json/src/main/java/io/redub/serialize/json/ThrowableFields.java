package io.redub.serialize.json;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The fields that users' classes add to those of the JDK's throwables. */
final class ThrowableFields {
    private static final ClassValue<List<Field>> FIELDS =
            new ClassValue<>() {
                @Override
                protected List<Field> computeValue(Class<?> type) {
                    List<Field> fields = new ArrayList<>();
                    for (Class<?> c = type; c != null && !isJdk(c); c = c.getSuperclass()) {
                        for (Field field : c.getDeclaredFields()) {
                            int modifiers = field.getModifiers();
                            if (!Modifier.isStatic(modifiers)
                                    && !Modifier.isTransient(modifiers)
                                    && field.trySetAccessible()) {
                                fields.add(field);
                            }
                        }
                    }
                    return List.copyOf(fields);
                }
            };

    private ThrowableFields() {}

    static List<Field> of(Class<?> type) {
        return FIELDS.get(type);
    }

    static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
