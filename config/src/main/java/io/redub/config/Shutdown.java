package io.redub.config;

import io.redub.monitor.MethodStatistics;
import io.redub.registry.Registry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of stopping, each carried out for everything even where one of them fails. */
record Shutdown(String application, Duration patience) {
    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** No new consumer finds the services, and connected ones send no more calls. */
    void withdraw(
            List<ServiceExport> exports,
            @Nullable ApplicationLevel instance,
            List<Registry> registries) {
        if (instance != null) {
            for (Registry registry : registries) {
                safely("unregistering the instance", () -> instance.unregister(registry));
            }
        }
        for (ServiceExport export : exports) {
            for (Registry registry : registries) {
                safely("unregistering", () -> export.unregister(registry));
            }
        }
        exports.forEach(export -> safely("announcing the stop", export::announceStop));
        if (instance != null) {
            safely("announcing the stop", instance::announceStop);
        }
    }

    /**
     * Calls under way, made or served, are answered, as far as the patience allows. Those served
     * count as ended once none was seen for a moment: consumers may have sent calls before they
     * heard of the stop.
     *
     * @param made calls of references to wait for, by their methods
     */
    void drain(List<ServiceExport> exports, Collection<MethodStatistics> made) {
        long quiet = exports.isEmpty() ? 0 : QUIET_NANOS;
        long start = System.nanoTime();
        long quietSince = start;
        while (true) {
            long now = System.nanoTime();
            boolean busy =
                    exports.stream().anyMatch(export -> export.active() > 0)
                            || made.stream().anyMatch(each -> each.active() > 0);
            if (busy) {
                quietSince = now;
            } else if (now - quietSince >= quiet) {
                return;
            }
            if (now - start >= patience.toNanos()) {
                if (busy) {
                    log.warn(
                            "{} stops after {} ms with calls under way",
                            application,
                            patience.toMillis());
                }
                return;
            }
            LockSupport.parkNanos(CHECK_NANOS);
        }
    }

    void close(
            List<ServiceExport> exports,
            @Nullable ApplicationLevel instance,
            List<Reference<?>> references,
            List<Registry> registries) {
        if (instance != null) {
            safely("closing the metadata service", instance::close);
        }
        exports.forEach(export -> safely("closing a port", export::close));
        references.forEach(reference -> safely("closing a reference", reference::close));
        registries.forEach(registry -> safely("closing a registry", registry::close));
    }

    private void safely(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.warn("{}: {} failed: {}", application, what, e.getMessage(), e);
        }
    }
}
