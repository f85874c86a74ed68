package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.proxy.ResultCache;
import io.redub.proxy.ResultCacheFactory;
import io.redub.proxy.ResultCacheOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link ResultCacheFactory} promises of its caches. */
public abstract class ResultCacheFactoryContractTest {
    private static final int SIZE = 100;

    protected abstract ResultCacheFactory factory();

    private ResultCache cache() {
        return factory().create(new ResultCacheOptions(SIZE, Duration.ofHours(1)));
    }

    @Test
    void aValueIsFoundByAnEqualKey() {
        ResultCache cache = cache();
        cache.put(List.of("a", 1), "value");
        assertThat(cache.get(List.of("a", 1))).isEqualTo("value");
        assertThat(cache.get(List.of("a", 2))).isNull();
    }

    @Test
    void theLastValueCounts() {
        ResultCache cache = cache();
        cache.put("k", "first");
        cache.put("k", "second");
        assertThat(cache.get("k")).isEqualTo("second");
    }

    @Test
    void cachesAreApart() {
        ResultCache one = cache();
        one.put("k", "v");
        assertThat(cache().get("k")).isNull();
    }

    @Test
    void itKeepsNoMoreThanItsSize() {
        ResultCache cache = cache();
        for (int i = 0; i < 50 * SIZE; i++) {
            cache.put(i, i);
        }
        int kept = 0;
        for (int i = 0; i < 50 * SIZE; i++) {
            kept += cache.get(i) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, SIZE);
    }

    @Test
    void manyThreadsMayUseIt() {
        ResultCache cache = cache();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 5_000; i++) {
                                    cache.put(i % 150, i % 150);
                                    Object kept = cache.get(i % 150);
                                    assertThat(kept == null || kept.equals(i % 150)).isTrue();
                                }
                            }));
        }
        threads.forEach(CompletableFuture::join);
    }
}
