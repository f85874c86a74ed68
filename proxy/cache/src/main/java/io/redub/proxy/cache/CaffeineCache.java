package io.redub.proxy.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.redub.proxy.ResultCache;
import org.jspecify.annotations.Nullable;

/** A cache of Caffeine's. What it has too much goes at once, on the thread that puts. */
final class CaffeineCache implements ResultCache {
    private final Cache<Object, Object> cache;

    CaffeineCache(Caffeine<Object, Object> settings) {
        this.cache = settings.executor(Runnable::run).build();
    }

    @Override
    public @Nullable Object get(Object key) {
        return cache.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        cache.put(key, value);
    }
}
