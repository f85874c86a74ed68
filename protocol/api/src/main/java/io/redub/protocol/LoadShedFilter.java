package io.redub.protocol;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Asks the gate of a service for each call, under protocols that do not ask it earlier themselves.
 * Failure: LIMIT_EXCEEDED, of a call that did not run. Thread-safe.
 */
public final class LoadShedFilter implements Filter {
    private final ServiceGate gates;
    private final LongSupplier clock;

    public LoadShedFilter(ServiceGate gates) {
        this(gates, System::nanoTime);
    }

    LoadShedFilter(ServiceGate gates, LongSupplier clock) {
        this.gates = gates;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        MethodGate gate = gates.of(call.method());
        if (gate == null) {
            return next.invoke(call);
        }
        Priority priority = gate.priority(Priority.asked(call.attachment(Priority.ATTACHMENT)));
        if (!gate.enter(priority)) {
            return Result.failed(
                    Status.of(StatusCode.LIMIT_EXCEEDED, Origin.REMOTE, gate.refusal(priority)));
        }
        long began = clock.getAsLong();
        CompletionStage<Result> promise;
        try {
            promise = next.invoke(call);
        } catch (RuntimeException | Error e) {
            gate.leave();
            throw e;
        }
        CompletableFuture<Result> known = promise.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            gate.leave(began, known.join() instanceof Result.Value);
            return promise;
        }
        return promise.whenComplete(
                (result, fault) -> gate.leave(began, result instanceof Result.Value));
    }
}
