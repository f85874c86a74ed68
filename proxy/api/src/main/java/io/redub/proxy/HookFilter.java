package io.redub.proxy;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Calls users' methods before a call and after it: on the thread that waits for the answer, or, if
 * none does, on the one that completes its future. Thread-safe.
 */
public final class HookFilter implements Filter {
    private final List<Map<CallHook.Moment, CallHook>> byMethod;

    /**
     * @param byMethod the hooks of each method, by its index
     */
    public HookFilter(ServiceModel service, List<Map<CallHook.Moment, CallHook>> byMethod) {
        if (byMethod.size() != service.methods().size()) {
            throw new IllegalArgumentException(
                    "hooks of " + byMethod.size() + " methods (expected: one map for each)");
        }
        this.byMethod =
                byMethod.stream()
                        .<Map<CallHook.Moment, CallHook>>map(
                                hooks -> hooks.isEmpty() ? Map.of() : new EnumMap<>(hooks))
                        .toList();
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        Map<CallHook.Moment, CallHook> hooks = byMethod.get(call.method().index());
        if (hooks.isEmpty()) {
            return next.invoke(call);
        }
        CallHook before = hooks.get(CallHook.Moment.INVOKE);
        if (before != null) {
            before.fire(null, call.arguments());
        }
        return next.invoke(call).thenApply(result -> told(hooks, call, result));
    }

    private static Result told(
            Map<CallHook.Moment, CallHook> hooks, Invocation call, Result result) {
        if (result instanceof Result.Value value) {
            CallHook hook = hooks.get(CallHook.Moment.RETURN);
            if (hook != null) {
                hook.fire(value.value(), call.arguments());
            }
        } else if (result instanceof Result.Failure failure) {
            CallHook hook = hooks.get(CallHook.Moment.THROW);
            if (hook != null) {
                hook.fire(failure.status().toThrowable(), call.arguments());
            }
        }
        return result;
    }
}
