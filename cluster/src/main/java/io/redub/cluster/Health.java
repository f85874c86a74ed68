package io.redub.cluster;

import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the end of a call says of whom was called. */
enum Health {
    /** An answer, be it what the user's method threw. */
    WELL,
    /** A time-out, a loss, a refusal for want of room. */
    ILL,
    /** Nothing: the call was not sent, not valid, not allowed, cancelled. */
    UNKNOWN;

    static Health of(@Nullable Result result) {
        if (result == null) {
            return UNKNOWN;
        } else if (result instanceof Result.Failure failure) {
            return of(failure.status());
        }
        return WELL;
    }

    private static Health of(Status status) {
        return switch (status.code()) {
            case APPLICATION -> WELL;
            case NETWORK, NO_PROVIDER -> ILL;
            case TIMEOUT, LIMIT_EXCEEDED, CLOSED, SERVICE_NOT_FOUND, PROTOCOL, UNKNOWN ->
                    status.origin() == Origin.BEFORE_SEND ? UNKNOWN : ILL;
            case FORBIDDEN,
                    SERIALIZATION,
                    REGISTRY,
                    METHOD_NOT_FOUND,
                    VALIDATION,
                    UNAUTHORIZED,
                    INTERNAL,
                    CONFIGURATION,
                    CIRCUIT_OPEN ->
                    UNKNOWN;
        };
    }

    /**
     * Makes a call that the breaker permitted, and tells it what became of it.
     *
     * @param permit what {@link Breaker#acquire} gave
     */
    static CompletionStage<Result> watched(
            Breaker breaker, long permit, Supplier<CompletionStage<Result>> call) {
        long start = System.nanoTime();
        CompletionStage<Result> promise;
        try {
            promise = call.get();
        } catch (RuntimeException | Error e) {
            breaker.released(permit);
            throw e;
        }
        // Not the stage that follows from it: who cancels the call is to reach the call.
        promise.whenComplete(
                (result, fault) -> tell(breaker, permit, System.nanoTime() - start, of(result)));
        return promise;
    }

    private static void tell(Breaker breaker, long permit, long nanos, Health health) {
        switch (health) {
            case WELL -> breaker.succeeded(permit, nanos);
            case ILL -> breaker.failed(permit, nanos);
            case UNKNOWN -> breaker.released(permit);
        }
    }
}
