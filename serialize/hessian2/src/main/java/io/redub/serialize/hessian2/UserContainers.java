package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.Containers.Kind;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collections and maps of users' own classes: made empty, then filled. */
final class UserContainers {
    private static final ClassValue<Kind<Collection<@Nullable Object>>> COLLECTIONS =
            new ClassValue<>() {
                @Override
                @SuppressWarnings("unchecked")
                protected Kind<Collection<@Nullable Object>> computeValue(Class<?> type) {
                    MethodHandle create = ObjectPlan.constructor(type);
                    return new Kind<>(
                            type, n -> (Collection<@Nullable Object>) Handles.make(create), null);
                }
            };

    private static final ClassValue<Kind<Map<@Nullable Object, @Nullable Object>>> MAPS =
            new ClassValue<>() {
                @Override
                @SuppressWarnings("unchecked")
                protected Kind<Map<@Nullable Object, @Nullable Object>> computeValue(
                        Class<?> type) {
                    MethodHandle create = ObjectPlan.constructor(type);
                    return new Kind<>(
                            type,
                            n -> (Map<@Nullable Object, @Nullable Object>) Handles.make(create),
                            null);
                }
            };

    private UserContainers() {}

    static Kind<Collection<@Nullable Object>> collection(Class<?> type) {
        return COLLECTIONS.get(type);
    }

    static Kind<Map<@Nullable Object, @Nullable Object>> map(Class<?> type) {
        return MAPS.get(type);
    }
}
