package io.redub.proxy;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers a call as an equal call before was answered. Values other than null are kept; failures
 * are not. Arguments are compared by {@code equals}, arrays by what is in them, and must not change
 * after the call; a value is one object for all who ask. Thread-safe.
 */
public final class CacheFilter implements Filter {
    private final @Nullable ResultCache[] byMethod;
    private final LongAdder hits;
    private final LongAdder misses;

    private CacheFilter(@Nullable ResultCache[] byMethod, LongAdder hits, LongAdder misses) {
        this.byMethod = byMethod;
        this.hits = hits;
        this.misses = misses;
    }

    /**
     * The filter, or null if no method has a cache.
     *
     * @param cache a new cache for the method with this name, or null
     * @param hits counts calls that were answered here
     * @param misses counts calls of methods with a cache that were not
     */
    public static @Nullable CacheFilter of(
            ServiceModel service,
            Function<String, @Nullable ResultCache> cache,
            LongAdder hits,
            LongAdder misses) {
        @Nullable ResultCache[] caches = new ResultCache[service.methods().size()];
        boolean some = false;
        for (MethodModel method : service.methods()) {
            ResultCache made = method.builtIn() ? null : cache.apply(method.name());
            caches[method.index()] = made;
            some |= made != null;
        }
        return some ? new CacheFilter(caches, hits, misses) : null;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        ResultCache cache = byMethod[call.method().index()];
        if (cache == null) {
            return next.invoke(call);
        }
        Key key = Key.of(call.arguments());
        Object kept = cache.get(key);
        if (kept != null) {
            hits.increment();
            return CompletableFuture.completedFuture(Result.value(kept));
        }
        misses.increment();
        return next.invoke(call)
                .thenApply(
                        result -> {
                            if (result instanceof Result.Value value && value.value() != null) {
                                cache.put(key, value.value());
                            }
                            return result;
                        });
    }

    /** The hash is that of the time of the call: arguments changed since are found no more. */
    private record Key(@Nullable Object[] arguments, int hash) {
        static Key of(@Nullable Object[] arguments) {
            return new Key(arguments, Arrays.deepHashCode(arguments));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && hash == that.hash
                    && Arrays.deepEquals(arguments, that.arguments);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
