package io.redub.service;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What became of an invocation: a value or a failure, each with attachments. Immutable. */
public sealed interface Result {
    /** The result of every void method and of every null return. */
    Value NULL = new Value(null, Map.of());

    /** Attachments sent along by the provider; empty if there are none. */
    Map<String, Object> attachments();

    Result withAttachments(Map<String, Object> attachments);

    /** The call returned {@code value}; null also for void. */
    record Value(@Nullable Object value, Map<String, Object> attachments) implements Result {
        @Override
        public Value withAttachments(Map<String, Object> attachments) {
            return new Value(value, attachments);
        }
    }

    /** The call failed; see {@link Status} for how and whether a retry is safe. */
    record Failure(Status status, Map<String, Object> attachments) implements Result {
        @Override
        public Failure withAttachments(Map<String, Object> attachments) {
            return new Failure(status, attachments);
        }
    }

    static Result value(@Nullable Object value) {
        return value == null ? NULL : new Value(value, Map.of());
    }

    static Result failure(Status status) {
        return new Failure(status, Map.of());
    }

    static CompletableFuture<Result> failed(Status status) {
        return CompletableFuture.completedFuture(failure(status));
    }
}
