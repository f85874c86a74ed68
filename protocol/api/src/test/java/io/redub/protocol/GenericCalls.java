package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends generic calls through a filter and keeps what came out behind it. */
final class GenericCalls {
    final ServiceModel service = ServiceModel.of(Shop.class);

    private final GenericFilter filter;
    private Function<Invocation, Result> behind = call -> Result.value(call.arguments()[0]);
    @Nullable Invocation seen;

    GenericCalls() {
        this(KnownTypes.SHOP);
    }

    GenericCalls(AllowedTypes types) {
        this.filter = new GenericFilter(service, types);
    }

    GenericCalls answering(Function<Invocation, Result> answer) {
        this.behind = answer;
        return this;
    }

    Result call(
            String method, String @Nullable [] types, @Nullable Object @Nullable ... arguments) {
        return send(Invocation.of(service.genericInvoke(), method, types, arguments));
    }

    Result send(Invocation invocation) {
        seen = null;
        return filter.invoke(
                        invocation,
                        call -> {
                            seen = call;
                            return CompletableFuture.completedFuture(behind.apply(call));
                        })
                .toCompletableFuture()
                .join();
    }

    /** What the method got as its first argument; fails with the status if it was not called. */
    @Nullable Object realised(String method, @Nullable Object argument) {
        Result result =
                answering(call -> Result.NULL)
                        .call(method, null, new @Nullable Object[] {argument});
        if (seen == null) {
            throw new AssertionError(((Result.Failure) result).status());
        }
        return seen.arguments()[0];
    }

    /** What the caller gets if the method returns {@code value}. */
    @Nullable Object generalised(@Nullable Object value) {
        Result result =
                answering(call -> Result.value(value)).call("any", null, new Object[] {"x"});
        if (result instanceof Result.Failure failure) {
            throw new AssertionError(failure.status());
        }
        return ((Result.Value) result).value();
    }

    static Status failure(Result result) {
        return ((Result.Failure) result).status();
    }

    static Map<String, @Nullable Object> map(@Nullable Object... entries) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
