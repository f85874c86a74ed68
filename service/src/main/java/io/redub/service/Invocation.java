package io.redub.service;

import io.redub.extension.MethodNamed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call: which method, with which arguments and attachments, until when. Immutable; the array of
 * arguments is shared, not copied, and nobody writes to it after the proxy did.
 */
public final class Invocation implements MethodNamed {
    /** A {@link #deadlineNanos()} that is never reached. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final MethodModel method;
    private final @Nullable Object[] arguments;
    private final Map<String, Object> attachments;
    private final CallMode mode;
    private final Executor continuation;
    private final long deadlineNanos;

    public Invocation(
            MethodModel method,
            @Nullable Object[] arguments,
            Map<String, Object> attachments,
            CallMode mode,
            Executor continuation,
            long deadlineNanos) {
        this.method = method;
        this.arguments = arguments;
        this.attachments = attachments;
        this.mode = mode;
        this.continuation = continuation;
        this.deadlineNanos = deadlineNanos;
    }

    /** A call that runs its continuation wherever it is completed, without a deadline. */
    public static Invocation of(MethodModel method, @Nullable Object... arguments) {
        return new Invocation(
                method, arguments, Map.of(), CallMode.ASYNC, Runnable::run, NO_DEADLINE);
    }

    public MethodModel method() {
        return method;
    }

    @Override
    public String methodName() {
        return method.name();
    }

    public @Nullable Object[] arguments() {
        return arguments;
    }

    /** What travels beside the arguments; unmodifiable, {@link Map#of()} if there is nothing. */
    public Map<String, Object> attachments() {
        return attachments;
    }

    public @Nullable Object attachment(String key) {
        return attachments.isEmpty() ? null : attachments.get(key);
    }

    public CallMode mode() {
        return mode;
    }

    /** Where an answer is decoded and what depends on it goes on; never an I/O thread. */
    public Executor continuation() {
        return continuation;
    }

    /** On the scale of {@link System#nanoTime()}; {@link #NO_DEADLINE} if there is none. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    public Invocation withDeadline(long newDeadlineNanos) {
        return new Invocation(method, arguments, attachments, mode, continuation, newDeadlineNanos);
    }

    public Invocation withMode(CallMode newMode) {
        return new Invocation(method, arguments, attachments, newMode, continuation, deadlineNanos);
    }

    public Invocation withAttachments(Map<String, Object> newAttachments) {
        return new Invocation(method, arguments, newAttachments, mode, continuation, deadlineNanos);
    }

    public Invocation withAttachment(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(attachments);
        copy.put(key, value);
        return withAttachments(Collections.unmodifiableMap(copy));
    }

    /** The same call of another method with other arguments, such as a generic call resolved. */
    public Invocation withMethod(MethodModel newMethod, @Nullable Object[] newArguments) {
        return new Invocation(
                newMethod, newArguments, attachments, mode, continuation, deadlineNanos);
    }
}
