package io.redub.cluster;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.url.URL;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over the providers of a reference whose calls fail or are slow, each for a while, but
 * never more than a share of them: if all are ill, it is not the providers. After its pause a
 * provider gets one call; if that is answered it is back. The counter {@code ejections} tells of
 * it. Thread-safe.
 */
public final class OutlierEjection {
    static final int DEFAULT_PERCENT = 50;

    private static final Logger log = LoggerFactory.getLogger(OutlierEjection.class);

    private final String service;
    private final BreakerFactory factory;
    private final BreakerOptions options;
    private final int mostPercent;
    private final PolicyMemory memory;
    private final LongAdder ejections;

    // Guarded by this.
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final Set<Watch> ejected = new LinkedHashSet<>();

    /**
     * @param settings of the consumer
     * @throws IllegalArgumentException if one is wrong
     */
    public OutlierEjection(
            String service, BreakerFactory factory, URL settings, PolicyMemory memory) {
        this.service = service;
        this.factory = factory;
        this.options = BreakerOptions.of(settings);
        this.mostPercent =
                WholeNumber.read(
                        "outlier.ejection.percent",
                        settings.getParameter("outlier.ejection.percent"),
                        DEFAULT_PERCENT,
                        0,
                        100);
        this.memory = memory;
        this.ejections = memory.counter("ejections");
    }

    /**
     * The watch over the provider at this address; one for each, however often it comes and goes.
     */
    public synchronized Watch watch(String address) {
        return watches.computeIfAbsent(address, Watch::new);
    }

    /** These are the providers now; the others are forgotten. */
    public synchronized void providers(Collection<String> addresses) {
        watches.keySet().retainAll(addresses);
        ejected.retainAll(watches.values());
        while (ejected.size() > most()) {
            Watch longest = ejected.iterator().next();
            back(longest, "others have left");
            longest.breaker.reset();
        }
    }

    private int most() {
        return (int) (watches.size() * (long) mostPercent / 100);
    }

    private synchronized boolean eject(Watch watch) {
        if (ejected.contains(watch)) {
            return true;
        } else if (watches.get(watch.address) != watch || ejected.size() + 1 > most()) {
            return false;
        }
        ejected.add(watch);
        watch.isEjected = true;
        ejections.increment();
        log.warn(
                "Provider {} of {} fails too often and is passed over for {} ms ({} of {} are)",
                watch.address,
                service,
                options.pauseMillis(),
                ejected.size(),
                watches.size());
        return true;
    }

    private synchronized void back(Watch watch, String why) {
        watch.isEjected = false;
        if (ejected.remove(watch)) {
            log.info("Provider {} of {} is called again: {}", watch.address, service, why);
        }
    }

    /** Watches the tries at one provider, as the innermost filter around them. */
    public final class Watch implements Filter, Breaker.Listener {
        private final String address;
        private final Breaker breaker;
        private volatile boolean isEjected;

        private Watch(String address) {
            this.address = address;
            this.breaker = factory.create(options, memory::nanos, this);
        }

        /** Whether it is to be passed over, now. */
        public boolean isEjected() {
            return isEjected && breaker.isOpen();
        }

        /** Never refuses: who calls a provider that is passed over has no other. */
        @Override
        public CompletionStage<Result> invoke(Invocation call, Invoker next) {
            long permit = breaker.acquire();
            return permit == Breaker.REFUSED
                    ? next.invoke(call)
                    : Health.watched(breaker, permit, () -> next.invoke(call));
        }

        /**
         * A call was taken back when it had taken far longer than others took for the same: such an
         * end says as much as a time-out.
         */
        public void beaten(long elapsedNanos) {
            long permit = breaker.acquire();
            if (permit != Breaker.REFUSED) {
                breaker.failed(permit, elapsedNanos);
            }
        }

        @Override
        public void opened() {
            if (!eject(this)) {
                // It goes on, and is looked at afresh.
                breaker.reset();
            }
        }

        @Override
        public void closed() {
            back(this, "a call was answered");
        }
    }
}
