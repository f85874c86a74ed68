package io.redub.proxy;

import org.jspecify.annotations.Nullable;

/** Values by keys that have {@code equals} and {@code hashCode}; bounded. Thread-safe. */
public interface ResultCache {
    /** The value kept for the key, or null. */
    @Nullable Object get(Object key);

    /** Keeps the value, for as long as the cache sees fit. */
    void put(Object key, Object value);
}
