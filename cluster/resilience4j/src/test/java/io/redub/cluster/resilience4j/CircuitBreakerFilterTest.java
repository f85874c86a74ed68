package io.redub.cluster.resilience4j;

import io.redub.cluster.BreakerOptions;
import io.redub.cluster.CircuitBreakerFilter;
import io.redub.service.Filter;
import io.redub.testkit.FilterContractTest;
import io.redub.url.URL;
import java.util.concurrent.atomic.LongAdder;

class CircuitBreakerFilterTest extends FilterContractTest {
    @Override
    protected Filter filter() {
        return new CircuitBreakerFilter(
                "contract",
                new Resilience4jBreakerFactory(),
                BreakerOptions.of(URL.valueOf("consumer://127.0.0.1/x")),
                name -> new LongAdder());
    }
}
