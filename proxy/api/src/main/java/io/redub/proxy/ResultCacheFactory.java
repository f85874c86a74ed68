package io.redub.proxy;

import io.redub.extension.SPI;

/** Makes caches of results; named by the setting {@code cache}. Thread-safe. */
@SPI("lru")
public interface ResultCacheFactory {
    /** A new and empty cache, for one method of one reference. */
    ResultCache create(ResultCacheOptions options);
}
