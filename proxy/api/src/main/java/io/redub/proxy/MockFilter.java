package io.redub.proxy;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls that no provider answered, or all of them, as the setting {@code mock} of a method
 * says. What the user's method threw is an answer and stays one. Thread-safe.
 */
public final class MockFilter implements Filter {
    private final @Nullable Mock[] byMethod;

    private MockFilter(@Nullable Mock[] byMethod) {
        this.byMethod = byMethod;
    }

    /**
     * The filter, or null if no method has a mock.
     *
     * @param setting the mock of the method with this name, or null
     * @param byRule whether a rule, not this process, says what the method with this name has
     * @param values makes a value of a text; an {@link IllegalArgumentException} if it is none
     * @throws RpcException with the code CONFIGURATION if a setting is wrong
     */
    public static @Nullable MockFilter of(
            ServiceModel service,
            Function<String, @Nullable String> setting,
            Predicate<String> byRule,
            ProxyFactory proxies,
            BiFunction<String, Type, @Nullable Object> values) {
        @Nullable Mock[] mocks = new Mock[service.methods().size()];
        boolean some = false;
        for (MethodModel method : service.methods()) {
            String text = NamedClass.wanted(setting.apply(method.name()));
            if (!method.builtIn() && text != null) {
                mocks[method.index()] =
                        Mock.of(
                                text,
                                service,
                                method,
                                byRule.test(method.name()),
                                proxies,
                                values::apply);
                some = true;
            }
        }
        return some ? new MockFilter(mocks) : null;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        Mock mock = byMethod[call.method().index()];
        if (mock == null) {
            return next.invoke(call);
        } else if (mock.forced()) {
            return mock.answer().invoke(call);
        }
        CompletionStage<Result> promise = next.invoke(call);
        CompletableFuture<Result> known = promise.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            return mock.answersFor(known.join()) ? mock.answer().invoke(call) : promise;
        }
        // On the caller's thread: a mock is the user's code, and failures come from I/O threads.
        return promise.thenComposeAsync(
                result ->
                        mock.answersFor(result)
                                ? mock.answer().invoke(call)
                                : CompletableFuture.completedFuture(result),
                task -> goOn(call, task));
    }

    private static void goOn(Invocation call, Runnable task) {
        try {
            call.continuation().execute(task);
        } catch (RejectedExecutionException full) {
            // Better done here than never: most calls need no mock, and have their answer.
            task.run();
        }
    }
}
