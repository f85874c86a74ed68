package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.service.Filter;
import io.redub.service.GenericException;
import io.redub.service.GenericService;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers without a service's classes call it: turns {@code $invoke(method, types, arguments)}
 * into a call of the method meant, and its outcome into plain values.
 *
 * <p>Of the forms that the attachment {@value #GENERIC} may ask for, {@code true} is the default
 * and {@code raw.return} leaves the result as it is; every other one is refused, because they let
 * the caller choose what is deserialized. The choice between overloads is by name, see {@link
 * io.redub.service.GenericService}. Failures: METHOD_NOT_FOUND, VALIDATION for arguments that do
 * not fit, SERIALIZATION for a result without a plain form. What the method threw arrives as {@link
 * GenericException}. A service that is itself a {@link GenericService} gets its calls unchanged.
 * Thread-safe.
 */
public final class GenericFilter implements Filter {
    private static final String GENERIC = "generic";

    private final ServiceModel service;
    private final GenericMethods methods;
    private final GenericValues values;

    public GenericFilter(ServiceModel service, URL url) {
        this(service, ServiceWorld.of(service, url));
    }

    GenericFilter(ServiceModel service, AllowedTypes types) {
        this.service = service;
        this.methods = new GenericMethods(service);
        this.values = new GenericValues(types);
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public CompletionStage<Result> invoke(Invocation invocation, Invoker next) {
        MethodModel method = invocation.method();
        boolean generic =
                method == service.genericInvoke() || method == service.genericInvokeAsync();
        return generic && service.type() != GenericService.class
                ? invokeNamed(invocation, next)
                : next.invoke(invocation);
    }

    private CompletionStage<Result> invokeNamed(Invocation invocation, Invoker next) {
        Object form = invocation.attachment(GENERIC);
        boolean raw = isNamed(form, "raw.return");
        if (!raw && form != null && !isNamed(form, "true") && !isNamed(form, "")) {
            return invalid(
                    GENERIC + ": " + Shown.value(form) + " (expected: 'true' or 'raw.return')");
        }
        @Nullable Object[] call = invocation.arguments();
        if (call.length != 3
                || !(call[0] instanceof String name)
                || !(call[1] == null || call[1] instanceof String[])
                || !(call[2] == null || call[2] instanceof Object[])) {
            return invalid(
                    "$invoke of "
                            + service.interfaceName()
                            + ": other arguments (expected: a text, a String[], an Object[])");
        }
        return invokeNamed(invocation, name, (String[]) call[1], (Object[]) call[2], raw, next);
    }

    private CompletionStage<Result> invokeNamed(
            Invocation invocation,
            String name,
            @Nullable String @Nullable [] types,
            @Nullable Object @Nullable [] arguments,
            boolean raw,
            Invoker next) {
        GenericMethods.Candidate found =
                methods.find(name, types, arguments == null ? 0 : arguments.length);
        if (found == null) {
            return Result.failed(
                    Status.of(
                            StatusCode.METHOD_NOT_FOUND,
                            Origin.REMOTE,
                            methods.notFound(name, types)));
        }
        int expected = found.types().size();
        @Nullable Object[] given = arguments == null ? new Object[expected] : arguments;
        if (given.length != expected) {
            return invalid(
                    service.interfaceName()
                            + "."
                            + found
                            + ": "
                            + given.length
                            + " arguments (expected: "
                            + expected
                            + ")");
        }
        @Nullable Object[] realised;
        try {
            realised = values.realise(given, found);
        } catch (ConversionException e) {
            return invalid(service.interfaceName() + "." + found + ": " + e.getMessage());
        }
        return next.invoke(invocation.withMethod(found.method(), realised))
                .thenApply(result -> answer(result, found, raw));
    }

    private Result answer(Result result, GenericMethods.Candidate method, boolean raw) {
        if (result instanceof Result.Value value) {
            return raw || value.value() == null ? value : generalised(value, method);
        }
        Status status = ((Result.Failure) result).status();
        Throwable thrown = status.cause();
        if (status.code() != StatusCode.APPLICATION
                || thrown == null
                || thrown instanceof GenericException) {
            return result;
        }
        Throwable told = new GenericException(thrown.getClass().getName(), thrown.getMessage());
        return Result.failure(Status.application(told)).withAttachments(result.attachments());
    }

    private Result generalised(Result.Value value, GenericMethods.Candidate method) {
        try {
            return new Result.Value(values.generalise(value.value()), value.attachments());
        } catch (RuntimeException e) {
            return unreadable(method, e).withAttachments(value.attachments());
        }
    }

    /** The user's own collections run their code while they are read, and may throw anything. */
    private Result unreadable(GenericMethods.Candidate method, RuntimeException e) {
        String problem =
                e instanceof ConversionException
                        ? e.getMessage()
                        : "result: reading it failed with " + e.getClass().getName();
        return Result.failure(
                new Status(
                        StatusCode.SERIALIZATION,
                        Origin.REMOTE,
                        service.interfaceName() + "." + method + ": " + problem,
                        e));
    }

    private static boolean isNamed(@Nullable Object form, String name) {
        return (form instanceof String s && s.toLowerCase(Locale.ROOT).equals(name))
                || (form instanceof Boolean b && b.toString().equals(name));
    }

    private static CompletionStage<Result> invalid(String message) {
        return Result.failed(Status.of(StatusCode.VALIDATION, Origin.REMOTE, message));
    }
}
