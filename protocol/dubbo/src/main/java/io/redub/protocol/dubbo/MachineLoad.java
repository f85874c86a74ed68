package io.redub.protocol.dubbo;

import io.redub.service.Result;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How busy this machine, or the container, is; for callers who ask. Measured at most ten times a
 * second. Thread-safe.
 */
final class MachineLoad {
    /** In a request: what is asked; in an answer: {@code curTime:MILLIS,load:PERCENT}. */
    static final String ATTACHMENT = "lb_adaptive";

    private static final long FRESH_NANOS = 100_000_000;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getOperatingSystemMXBean();
    private static final AtomicLong EXPIRY = new AtomicLong(System.nanoTime());
    private static volatile double percent;

    private MachineLoad() {}

    /** The result, and beside it how busy the machine is. */
    static Result beside(Result result) {
        Map<String, Object> attachments = new LinkedHashMap<>(result.attachments());
        attachments.put(ATTACHMENT, "curTime:" + System.currentTimeMillis() + ",load:" + percent());
        return result.withAttachments(attachments);
    }

    private static double percent() {
        long now = System.nanoTime();
        long until = EXPIRY.get();
        if (now - until >= 0 && EXPIRY.compareAndSet(until, now + FRESH_NANOS)) {
            percent = measured();
        }
        return percent;
    }

    private static double measured() {
        double share =
                SYSTEM instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getCpuLoad()
                        : SYSTEM.getSystemLoadAverage() / SYSTEM.getAvailableProcessors();
        return Double.isNaN(share) ? 0 : Math.max(0, share * 100);
    }
}
