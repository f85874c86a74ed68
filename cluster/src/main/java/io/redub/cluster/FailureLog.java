package io.redub.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures that no caller is told of: the first of each second is logged, with how many there were
 * in between, since an outage makes as many as there are calls. Thread-safe.
 */
final class FailureLog {
    private static final Logger log = LoggerFactory.getLogger(FailureLog.class);
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final PolicyMemory memory;
    private final AtomicLong next;
    private final AtomicLong passedOver = new AtomicLong();

    FailureLog(PolicyMemory memory) {
        this.memory = memory;
        this.next = new AtomicLong(memory.nanos());
    }

    void error(String what) {
        long now = memory.nanos();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PERIOD)) {
            long others = passedOver.getAndSet(0);
            log.error("{}{}", what, others == 0 ? "" : " (and " + others + " more before)");
        } else {
            passedOver.incrementAndGet();
        }
    }
}
