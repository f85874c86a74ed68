package io.redub.protocol.rmi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as Spring and Dubbo write it, seen from here. Public, as classes of {@link SpringNames}
 * implement it.
 */
public interface Envelope {
    /** Sets all that there is; the arrays and the map are kept, not copied. */
    void fill(
            String name,
            Class<?>[] types,
            @Nullable Object[] values,
            @Nullable Map<String, Object> more);

    @Nullable String methodName();

    Class<?> @Nullable [] parameterTypes();

    @Nullable Object @Nullable [] arguments();

    /** What is beside the arguments; null if there is nothing. */
    @Nullable Map<?, ?> attributes();
}
