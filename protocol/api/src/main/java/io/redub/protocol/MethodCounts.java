package io.redub.protocol;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A limit that a setting gives to methods, as one object per name: overloads share it. */
final class MethodCounts {
    private MethodCounts() {}

    /**
     * By method index; null where the setting is absent or not positive, and for built-in methods.
     * Null if that holds for all.
     *
     * @throws IllegalArgumentException if the setting is no number
     */
    static <T> @Nullable Map<Integer, T> of(
            ServiceModel service, URL url, String key, IntFunction<T> limit) {
        Map<String, T> byName = new HashMap<>();
        Map<Integer, T> byIndex = new HashMap<>();
        for (MethodModel method : service.methods()) {
            int most = url.getMethodParameter(method.name(), key, 0);
            if (most > 0 && !method.builtIn()) {
                byIndex.put(
                        method.index(),
                        byName.computeIfAbsent(method.name(), name -> limit.apply(most)));
            }
        }
        return byIndex.isEmpty() ? null : byIndex;
    }
}
