package io.redub.proxy.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.redub.proxy.ResultCache;
import io.redub.proxy.ResultCacheFactory;
import io.redub.proxy.ResultCacheOptions;

/**
 * Keeps what is used: when it is full, a value goes that was used long ago or rarely. Values do not
 * expire. The default.
 */
public final class LruCacheFactory implements ResultCacheFactory {
    @Override
    public ResultCache create(ResultCacheOptions options) {
        return new CaffeineCache(Caffeine.newBuilder().maximumSize(options.size()));
    }
}
