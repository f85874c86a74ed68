package io.redub.proxy.cache;

import io.redub.proxy.ResultCache;
import io.redub.proxy.ResultCacheFactory;
import io.redub.proxy.ResultCacheOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache for each thread, which no other thread sees; what one keeps goes with the thread. The
 * size is that of each.
 */
public final class ThreadLocalCacheFactory implements ResultCacheFactory {
    @Override
    public ResultCache create(ResultCacheOptions options) {
        return new PerThread(options.size());
    }

    private static final class PerThread implements ResultCache {
        private final ThreadLocal<Map<Object, Object>> values;

        PerThread(int size) {
            values = ThreadLocal.withInitial(() -> new Bounded(size));
        }

        @Override
        public @Nullable Object get(Object key) {
            return values.get().get(key);
        }

        @Override
        public void put(Object key, Object value) {
            values.get().put(key, value);
        }
    }

    /** Drops the value that was not asked for the longest. */
    private static final class Bounded extends LinkedHashMap<Object, Object> {
        private static final long serialVersionUID = 1L;

        private final int size;

        Bounded(int size) {
            super(16, 0.75f, true);
            this.size = size;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > size;
        }
    }
}
