package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which classes maps may become: the user's, within the closed world of the service. The JDK's
 * own are never among them, whoever names or declares them, nor are exceptions. Thread-safe.
 */
record Admission(AllowedTypes types) {
    /** The class the map names, if an object of it may stand where {@code declared} is wanted. */
    @Nullable Class<?> named(Map<?, ?> source, Class<?> declared) {
        Class<?> found = entry(source, "class") instanceof String name ? types.find(name) : null;
        boolean usable =
                found != null
                        && declared.isAssignableFrom(found)
                        && admits(found)
                        && !Map.class.isAssignableFrom(found)
                        && !Collection.class.isAssignableFrom(found);
        return usable ? found : null;
    }

    /** Walks, because a received map may order its keys and fail on a text. */
    static @Nullable Object entry(Map<?, ?> map, String key) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (key.equals(entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Whether maps may become objects of exactly this class. */
    boolean admits(Class<?> type) {
        return !BeanPlan.isJdk(type)
                && !type.isInterface()
                && !type.isEnum()
                && !type.isArray()
                && !Modifier.isAbstract(type.getModifiers())
                && !Throwable.class.isAssignableFrom(type)
                && type == types.find(type.getName());
    }
}
