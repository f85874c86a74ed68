package io.redub.monitor;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line about every call that a provider serves: when, who, which method, the types and
 * sizes of the arguments, how long, and how it ended. What the arguments hold is not written, and
 * no method of them is called: they come from others. Thread-safe.
 */
public final class AccessLogFilter implements Filter {
    private final String service;
    private final AccessLog log;

    /**
     * @param service {@code [group/]interface[:version]}
     */
    public AccessLogFilter(String service, AccessLog log) {
        this.service = service;
        this.log = log;
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        long start = System.nanoTime();
        String caller = RpcContext.get().caller();
        String what = describe(call, caller);
        return next.invoke(call)
                .whenComplete(
                        (result, fault) ->
                                log.add(what + ended(System.nanoTime() - start, result)));
    }

    private String describe(Invocation call, @Nullable String caller) {
        StringBuilder line = new StringBuilder(160);
        line.append(Instant.now())
                .append(' ')
                .append(caller == null ? "-" : caller)
                .append(' ')
                .append(service)
                .append('.')
                .append(call.method().name())
                .append('(');
        String comma = "";
        for (Object argument : call.arguments()) {
            line.append(comma);
            comma = ", ";
            describe(argument, line);
        }
        return line.append(')').toString();
    }

    private static void describe(@Nullable Object argument, StringBuilder line) {
        if (argument == null) {
            line.append("null");
            return;
        }
        line.append(argument.getClass().getTypeName());
        int size = size(argument);
        if (size >= 0) {
            line.append(':').append(size);
        }
    }

    /** -1 where it is unknown, or where only code of somebody else could tell. */
    private static int size(Object argument) {
        if (argument instanceof String text) {
            return text.length();
        } else if (argument.getClass().isArray()) {
            return Array.getLength(argument);
        }
        boolean jdk = argument.getClass().getName().startsWith("java.util.");
        if (jdk && argument instanceof Collection<?> items) {
            return items.size();
        }
        return jdk && argument instanceof Map<?, ?> map ? map.size() : -1;
    }

    private static String ended(long nanos, @Nullable Result result) {
        String how =
                result instanceof Result.Failure failure
                        ? failure.status().code().name()
                        : result == null ? "INTERNAL" : "OK";
        return String.format(Locale.ROOT, " %.3f ms %s", nanos / 1e6, how);
    }
}
