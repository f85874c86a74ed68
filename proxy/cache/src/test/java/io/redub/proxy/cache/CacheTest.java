package io.redub.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.proxy.ResultCache;
import io.redub.proxy.ResultCacheFactory;
import io.redub.proxy.ResultCacheOptions;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.testkit.ResultCacheFactoryContractTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Results kept by the consumer, over a real connection. */
class CacheTest {
    public interface Prices {
        @Nullable Integer price(String item, int[] sizes);

        String fresh();

        CompletableFuture<String> later(String item);
    }

    private final AtomicInteger calls = new AtomicInteger();
    private final RedubBootstrap app =
            RedubBootstrap.application("cache-test")
                    .shutdownHook(false)
                    .host("127.0.0.1")
                    .protocol("dubbo", 0);

    @BeforeEach
    void start() {
        Prices prices =
                new Prices() {
                    @Override
                    public @Nullable Integer price(String item, int[] sizes) {
                        int call = calls.incrementAndGet();
                        if (item.equals("broken")) {
                            throw new IllegalStateException("broken");
                        }
                        return item.equals("none") ? null : call;
                    }

                    @Override
                    public String fresh() {
                        return "fresh " + calls.incrementAndGet();
                    }

                    @Override
                    public CompletableFuture<String> later(String item) {
                        return CompletableFuture.completedFuture(item + calls.incrementAndGet());
                    }
                };
        app.service(ServiceConfig.of(Prices.class, prices)).start();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Prices refer(UnaryOperator<ReferenceConfig<Prices>> settings) {
        return app.refer(
                settings.apply(
                        ReferenceConfig.of(Prices.class)
                                .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                                .timeout(Duration.ofSeconds(30))));
    }

    @Test
    void anEqualCallIsAnsweredWithoutTheProvider() throws Exception {
        for (String kind : new String[] {"true", "lru", "expiring", "threadlocal"}) {
            calls.set(0);
            Prices prices = refer(r -> r.parameter("cache", kind));
            assertThat(prices.price("nail", new int[] {1, 2})).isEqualTo(1);
            assertThat(prices.price("nail", new int[] {1, 2})).isEqualTo(1);
            assertThat(prices.price("nail", new int[] {1, 3})).isEqualTo(2);
            assertThat(prices.later("a").get()).isEqualTo("a3");
            if (!kind.equals("threadlocal")) {
                assertThat(prices.later("a").get()).isEqualTo("a3");
            }
        }
    }

    @Test
    void failuresAndNullAreNotKept() {
        Prices prices = refer(r -> r.parameter("cache", "lru"));
        for (int i = 0; i < 2; i++) {
            assertThat(prices.price("none", new int[0])).isNull();
            assertThatThrownBy(() -> prices.price("broken", new int[0])).hasMessage("broken");
        }
        assertThat(calls).hasValue(4);
    }

    @Test
    void onlyTheMethodsThatAreNamedHaveACache() {
        Prices prices = refer(r -> r.method("price", m -> m.parameter("cache", "lru")));
        assertThat(prices.fresh()).isNotEqualTo(prices.fresh());
    }

    @Test
    void hitsAndMissesAreCounted() {
        Prices prices = refer(r -> r.parameter("cache", "lru"));
        for (int i = 0; i < 5; i++) {
            prices.fresh();
        }
        String service = Prices.class.getName();
        assertThat(app.monitor().counter(service, "cache.hits").sum()).isEqualTo(4);
        assertThat(app.monitor().counter(service, "cache.misses").sum()).isEqualTo(1);
    }

    @Test
    void aWrongSettingIsAnErrorWhenTheReferenceIsMade() {
        assertWrong("cache", "jcache", "jcache", "lru");
        assertWrong("cache.size", "0", "cache.size: '0'");
        assertWrong("cache.seconds", "0", "cache.seconds: '0'");
    }

    private void assertWrong(String key, String value, String... parts) {
        assertThatThrownBy(() -> refer(r -> r.parameter("cache", "expiring").parameter(key, value)))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .message()
                .contains(parts);
    }

    @Test
    void anExpiringCacheForgets() {
        AtomicLong now = new AtomicLong();
        ResultCache cache =
                new ExpiringCacheFactory(now::get)
                        .create(new ResultCacheOptions(10, Duration.ofSeconds(2)));
        cache.put("k", "v");
        now.addAndGet(Duration.ofMillis(1_999).toNanos());
        assertThat(cache.get("k")).isEqualTo("v");
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(cache.get("k")).isNull();
    }

    @Nested
    class Lru extends ResultCacheFactoryContractTest {
        @Override
        protected ResultCacheFactory factory() {
            return new LruCacheFactory();
        }
    }

    @Nested
    class Expiring extends ResultCacheFactoryContractTest {
        @Override
        protected ResultCacheFactory factory() {
            return new ExpiringCacheFactory();
        }
    }

    @Nested
    class ThreadLocal extends ResultCacheFactoryContractTest {
        @Override
        protected ResultCacheFactory factory() {
            return new ThreadLocalCacheFactory();
        }
    }
}
