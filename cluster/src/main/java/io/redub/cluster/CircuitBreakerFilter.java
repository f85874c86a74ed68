package io.redub.cluster;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses the calls of a service at once while too many of them fail: its callers do not wait, and
 * whoever is in trouble is not called. The counters {@code breaker.opened} and {@code
 * breaker.refused} tell of it. Thread-safe.
 */
public final class CircuitBreakerFilter implements Filter {
    private static final Logger log = LoggerFactory.getLogger(CircuitBreakerFilter.class);

    private final String service;
    private final Breaker breaker;
    private final LongAdder refused;

    /**
     * @param service for messages
     * @param counters the counter of a name
     */
    public CircuitBreakerFilter(
            String service,
            BreakerFactory factory,
            BreakerOptions options,
            Function<String, LongAdder> counters) {
        this.service = service;
        this.refused = counters.apply("breaker.refused");
        this.breaker =
                factory.create(
                        options,
                        System::nanoTime,
                        new Changes(service, options, counters.apply("breaker.opened")));
    }

    private record Changes(String service, BreakerOptions options, LongAdder count)
            implements Breaker.Listener {
        @Override
        public void opened() {
            count.increment();
            log.warn(
                    "The circuit breaker of {} is open for {} ms: too many calls fail or are slow",
                    service,
                    options.pauseMillis());
        }

        @Override
        public void closed() {
            log.info("The circuit breaker of {} is closed", service);
        }
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        long permit = breaker.acquire();
        if (permit == Breaker.REFUSED) {
            refused.increment();
            return Result.failed(
                    Status.of(
                            StatusCode.CIRCUIT_OPEN,
                            Origin.BEFORE_SEND,
                            service
                                    + "."
                                    + call.method().name()
                                    + " was not sent: too many calls of the service failed or were"
                                    + " slow of late, so its circuit breaker is open"));
        }
        return Health.watched(breaker, permit, () -> next.invoke(call));
    }
}
