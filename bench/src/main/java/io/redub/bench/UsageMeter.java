package io.redub.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures what this JVM uses between {@link #start()} and {@link #stop()}. Allocation is the sum
 * over live threads of what each allocated; what a thread allocated that ended in between is lost,
 * so whoever measures keeps its threads until the meter is stopped. Not thread-safe.
 */
final class UsageMeter {
    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final Map<Long, Long> allocatedAtStart = new HashMap<>();
    private long cpuAtStart;

    void start() {
        allocatedAtStart.clear();
        allocatedAtStart.putAll(allocatedByThread());
        cpuAtStart = system.getProcessCpuTime();
    }

    Usage stop() {
        long cpu = system.getProcessCpuTime() - cpuAtStart;
        long allocated = 0;
        for (Map.Entry<Long, Long> thread : allocatedByThread().entrySet()) {
            allocated += thread.getValue() - allocatedAtStart.getOrDefault(thread.getKey(), 0L);
        }
        return new Usage(cpu, allocated);
    }

    private Map<Long, Long> allocatedByThread() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> result = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                result.put(ids[i], bytes[i]);
            }
        }
        return result;
    }
}
