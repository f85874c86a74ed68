package io.redub.boot;

import io.redub.config.Overview;
import io.redub.spring.RedubLifecycle;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Has the application accept traffic once its services are exported and entered into registries
 * that are connected, and refuse it from the beginning of its stop. A registry that goes away later
 * changes nothing: consumers go on with the addresses they know. Events come one at a time; the
 * timer is the only other thread.
 */
final class Readiness implements ApplicationListener<ApplicationEvent>, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Readiness.class);
    private static final long CHECK_MILLIS = 50;

    private final RedubLifecycle lifecycle;
    private final ApplicationContext context;
    private @Nullable ScheduledExecutorService timer;
    private boolean ready;
    private boolean closed;

    Readiness(RedubLifecycle lifecycle, ApplicationContext context) {
        this.lifecycle = lifecycle;
        this.context = context;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof AvailabilityChangeEvent<?> change
                && change.getState() == ReadinessState.ACCEPTING_TRAFFIC
                && event.getSource() == context) {
            await();
        } else if (event instanceof ContextClosedEvent && event.getSource() == context) {
            destroy();
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        }
    }

    private synchronized void await() {
        if (ready || closed || timer != null || !lifecycle.isRunning()) {
            return;
        }
        ready = isComplete();
        if (!ready) {
            log.info("Not ready yet: services are not exported, or a registry is not connected");
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            ScheduledExecutorService made =
                    Executors.newSingleThreadScheduledExecutor(
                            task -> {
                                Thread thread = new Thread(task, "redub-readiness");
                                thread.setDaemon(true);
                                return thread;
                            });
            timer = made;
            Future<?> unused =
                    made.scheduleWithFixedDelay(
                            this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isComplete() {
        Overview overview = lifecycle.bootstrap().overview();
        // Under test, with @LocalRedub, it runs but does not serve.
        return !overview.serving() || overview.complete();
    }

    private synchronized void check() {
        try {
            if (!ready && !closed && isComplete()) {
                ready = true;
                stopTimer();
                AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            }
        } catch (RuntimeException e) {
            // An exception would end the timer in silence.
            log.warn("Readiness could not be told", e);
        }
    }

    private void stopTimer() {
        ScheduledExecutorService made = timer;
        if (made != null) {
            made.shutdownNow();
        }
    }

    @Override
    public synchronized void destroy() {
        closed = true;
        stopTimer();
    }
}
