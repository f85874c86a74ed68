package io.redub.config;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Filters folded around an invoker, once; an exception that escapes a filter becomes a failure. */
final class Pipeline {
    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private Pipeline() {}

    /**
     * @param filters outermost first
     */
    static Invoker fold(List<Filter> filters, Invoker innermost) {
        Invoker invoker = innermost;
        for (int i = filters.size() - 1; i >= 0; i--) {
            invoker = new Step(filters.get(i), invoker);
        }
        return invoker;
    }

    private record Step(Filter filter, Invoker next) implements Invoker {
        @Override
        public CompletionStage<Result> invoke(Invocation call) {
            try {
                return filter.invoke(call, next);
            } catch (RuntimeException | Error e) {
                log.error("Filter {} failed on {}", filter.getClass().getName(), call.method(), e);
                return Result.failed(
                        new Status(
                                StatusCode.INTERNAL,
                                // Perhaps it had passed the call on before.
                                Origin.AFTER_SEND,
                                "filter " + filter.getClass().getName() + " failed: " + e,
                                e));
            }
        }
    }
}
