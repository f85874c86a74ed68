package io.redub.proxy;

import io.redub.service.CallMode;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.ServiceModel;
import java.lang.reflect.Array;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The outermost step of a consumer: turns a method call into an invocation, and its result into
 * what the method returns or throws. The only place where a thread waits for a call.
 */
public final class ReferenceCaller implements CallHandler {
    private final Invoker invoker;
    private final MethodModel[] methods;
    private final CallMode[] modes;
    private final @Nullable Object[] placeholders;
    private final Executor callbacks;

    /**
     * @param modes how to wait, by method index
     * @param callbacks runs what hangs on the futures of asynchronous calls
     */
    public ReferenceCaller(
            ServiceModel service, Invoker invoker, CallMode[] modes, Executor callbacks) {
        this.invoker = invoker;
        this.methods = service.methods().toArray(new MethodModel[0]);
        this.modes = modes.clone();
        this.placeholders =
                service.methods().stream()
                        .map(method -> placeholder(method.method().getReturnType()))
                        .toArray();
        this.callbacks = callbacks;
    }

    /** What a method returns whose value is not waited for. */
    private static @Nullable Object placeholder(Class<?> type) {
        return type.isPrimitive() && type != void.class
                ? Array.get(Array.newInstance(type, 1), 0)
                : null;
    }

    /** The mode a method has unless somebody wants it one-way. */
    public static CallMode[] modes(ServiceModel service) {
        return service.methods().stream()
                .map(
                        method ->
                                method.async() || method == service.genericInvokeAsync()
                                        ? CallMode.ASYNC
                                        : CallMode.SYNC)
                .toArray(CallMode[]::new);
    }

    @Override
    public @Nullable Object call(int index, @Nullable Object[] arguments) throws Throwable {
        MethodModel method = methods[index];
        RpcContext context = RpcContext.get();
        CallMode mode = context.mode(modes[index]);
        Map<String, Object> attachments = context.takeAttachments();
        // A call made while serving one has no more time than the one it serves.
        Invocation serving = context.serving();
        long deadline = serving == null ? Invocation.NO_DEADLINE : serving.deadlineNanos();
        if (mode == CallMode.SYNC) {
            CallerThread here = new CallerThread();
            CompletableFuture<Result> promise =
                    invoke(method, arguments, attachments, mode, here, deadline);
            Result result = here.await(promise);
            context.answered(result.attachments());
            return unwrap(result, method);
        }
        CompletableFuture<Result> promise =
                invoke(method, arguments, attachments, mode, callbacks, deadline);
        if (mode == CallMode.ONE_WAY) {
            if (promise.isDone() && promise.join() instanceof Result.Failure failure) {
                throw thrown(failure, method);
            }
            return method.async() ? CompletableFuture.completedFuture(null) : placeholders[index];
        }
        AnswerFuture answer = new AnswerFuture(promise);
        if (method.async()) {
            return answer;
        }
        context.awaiting(answer);
        return placeholders[index];
    }

    private CompletableFuture<Result> invoke(
            MethodModel method,
            @Nullable Object[] arguments,
            Map<String, Object> attachments,
            CallMode mode,
            Executor continuation,
            long deadlineNanos) {
        return invoker.invoke(
                        new Invocation(
                                method, arguments, attachments, mode, continuation, deadlineNanos))
                .toCompletableFuture();
    }

    private static @Nullable Object unwrap(Result result, MethodModel method) throws Throwable {
        if (result instanceof Result.Value value) {
            return value.value();
        }
        throw thrown((Result.Failure) result, method);
    }

    /** What the method throws: a checked exception only if it declares it, as Java has it. */
    private static Throwable thrown(Result.Failure failure, MethodModel method) {
        Throwable thrown = failure.status().toThrowable();
        if (thrown instanceof RuntimeException || thrown instanceof Error) {
            return thrown;
        }
        for (Class<?> declared : method.method().getExceptionTypes()) {
            if (declared.isInstance(thrown)) {
                return thrown;
            }
        }
        return new UndeclaredThrowableException(
                thrown,
                method
                        + " threw "
                        + thrown.getClass().getName()
                        + ", which it does not declare: "
                        + thrown.getMessage());
    }
}
