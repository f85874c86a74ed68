package io.redub.proxy;

import java.time.Duration;

/**
 * How much a cache keeps, and how long. Immutable.
 *
 * @param size most values, ≥ 1; default 1,000
 * @param expiry after which a value is kept no longer, by caches that forget; > 0, default 180 s
 */
public record ResultCacheOptions(int size, Duration expiry) {
    public ResultCacheOptions {
        if (size < 1) {
            throw new IllegalArgumentException("cache.size: " + size + " (expected: ≥ 1)");
        }
        if (expiry.isNegative() || expiry.isZero()) {
            throw new IllegalArgumentException(
                    "cache.seconds: " + expiry.toSeconds() + " (expected: ≥ 1)");
        }
    }
}
