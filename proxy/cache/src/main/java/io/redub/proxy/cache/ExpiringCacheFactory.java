package io.redub.proxy.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.redub.proxy.ResultCache;
import io.redub.proxy.ResultCacheFactory;
import io.redub.proxy.ResultCacheOptions;

/** Forgets a value some time after it came, and earlier if it is full. */
public final class ExpiringCacheFactory implements ResultCacheFactory {
    private final Ticker ticker;

    public ExpiringCacheFactory() {
        this(Ticker.systemTicker());
    }

    ExpiringCacheFactory(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public ResultCache create(ResultCacheOptions options) {
        return new CaffeineCache(
                Caffeine.newBuilder()
                        .ticker(ticker)
                        .maximumSize(options.size())
                        .expireAfterWrite(options.expiry()));
    }
}
