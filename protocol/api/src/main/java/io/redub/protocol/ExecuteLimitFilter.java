package io.redub.protocol;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a provider serve no more than {@code executes} calls of a method at once, and refuses more:
 * nothing waits, so that the worker threads stay free for other methods. Failure: LIMIT_EXCEEDED,
 * of a call that did not run. Thread-safe.
 */
public final class ExecuteLimitFilter implements Filter {
    /** Parameter of a service or method; 0, the default, is no limit. */
    public static final String EXECUTES = "executes";

    private final String service;
    private final Map<Integer, Running> byMethod;

    private record Running(int most, AtomicInteger now) {}

    private ExecuteLimitFilter(String service, Map<Integer, Running> byMethod) {
        this.service = service;
        this.byMethod = byMethod;
    }

    /**
     * The filter, or null if no method has a limit.
     *
     * @throws IllegalArgumentException if a limit is no number
     */
    public static @Nullable ExecuteLimitFilter of(ServiceModel service, URL url) {
        Map<Integer, Running> limits =
                MethodCounts.of(
                        service, url, EXECUTES, most -> new Running(most, new AtomicInteger()));
        return limits == null ? null : new ExecuteLimitFilter(url.getServiceKey(), limits);
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        Running running = byMethod.get(call.method().index());
        if (running == null) {
            return next.invoke(call);
        }
        if (running.now.incrementAndGet() > running.most) {
            running.now.decrementAndGet();
            return Result.failed(
                    Status.of(
                            StatusCode.LIMIT_EXCEEDED,
                            Origin.REMOTE,
                            service
                                    + "."
                                    + call.method().name()
                                    + " serves "
                                    + running.most
                                    + " calls already, its limit (raise 'executes' of the"
                                    + " provider, or call it less)"));
        }
        return Ending.of(() -> next.invoke(call), running.now::decrementAndGet);
    }
}
