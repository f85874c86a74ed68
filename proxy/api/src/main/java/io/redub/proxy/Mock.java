package io.redub.proxy;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What answers in place of the provider, as the setting {@code mock} says it: {@code return …},
 * {@code throw …} or a class that implements the service, each after {@code fail:} (the provider is
 * asked first; the default) or {@code force:} (it never is). Immutable.
 *
 * @param forced whether the provider is never asked
 */
record Mock(boolean forced, Invoker answer) {
    private static final String MESSAGE = "mocked exception for service degradation";

    /** Makes a value of a text that a setting has. */
    @FunctionalInterface
    interface Values {
        /**
         * @throws IllegalArgumentException if the text is no value of the type
         */
        @Nullable Object read(String text, Type type);
    }

    /**
     * @param setting the text; not one that switches mocking off
     * @param byRule whether a rule says so, which is not to choose classes: {@code return}, {@code
     *     throw} of an exception of the JDK or one that the service declares, and the class beside
     *     the interface are what it may say
     * @throws RpcException with the code CONFIGURATION if the text says nothing that could be done
     */
    static Mock of(
            String setting,
            ServiceModel service,
            MethodModel method,
            boolean byRule,
            ProxyFactory proxies,
            Values values) {
        String text = setting.strip().replace('`', '"');
        boolean forced = false;
        for (String mode : new String[] {"fail", "force"}) {
            if (text.equals(mode) || text.startsWith(mode + ":")) {
                forced = mode.equals("force");
                text = text.substring(Math.min(text.length(), mode.length() + 1)).strip();
                break;
            }
        }
        if (isVerb(text, "return")) {
            return new Mock(forced, returning(text.substring(6).strip(), method, values));
        } else if (isVerb(text, "throw")) {
            return new Mock(forced, throwing(text.substring(5).strip(), service, byRule));
        }
        String className = text.isEmpty() ? "default" : text;
        if (byRule && !NamedClass.isDefault(className)) {
            throw refused(
                    className,
                    "return …, throw …, or true for " + service.type().getName() + "Mock");
        }
        return new Mock(forced, object(service.type(), className, service, proxies));
    }

    private static boolean isVerb(String text, String verb) {
        return text.equals(verb) || text.startsWith(verb + " ");
    }

    private static Invoker returning(String text, MethodModel method, Values values) {
        String value = text.isEmpty() ? "null" : text;
        try {
            values.read(value, method.resultType());
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "mock of "
                            + method.name()
                            + ": "
                            + e.getMessage()
                            + " (set it for the methods that return such a value: "
                            + method.name()
                            + ".mock)",
                    e);
        }
        // Read anew for each call: what one caller does to the value is not the next one's concern.
        return call ->
                CompletableFuture.completedFuture(
                        Result.value(values.read(value, method.resultType())));
    }

    private static RpcException refused(String className, String expected) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                "mock: '"
                        + className
                        + "' by a rule, which chooses no classes (expected: "
                        + expected
                        + ")");
    }

    /** One of the JDK's own loader, or one that a method of the service says it throws. */
    private static Class<?> known(String className, ServiceModel service) {
        for (MethodModel method : service.methods()) {
            for (Class<?> declared : method.method().getExceptionTypes()) {
                if (declared.getName().equals(className)) {
                    return declared;
                }
            }
        }
        try {
            if (className.startsWith("java.")) {
                Class<?> found = Class.forName(className, false, null);
                if (Exception.class.isAssignableFrom(found)) {
                    return found;
                }
            }
        } catch (ClassNotFoundException none) {
            throw refused(className, "an exception there is");
        }
        throw refused(className, "an exception of java.… or one that the service declares");
    }

    private static Invoker throwing(String className, ServiceModel service, boolean byRule) {
        if (className.isEmpty()) {
            return call ->
                    Result.failed(
                            Status.application(new RpcException(StatusCode.UNKNOWN, MESSAGE)));
        }
        Class<?> found =
                byRule
                        ? known(className, service)
                        : NamedClass.load("mock", className, service.type());
        if (!Throwable.class.isAssignableFrom(found)) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "mock: throw " + className + " (expected: a class of exceptions)");
        }
        Constructor<? extends Throwable> constructor =
                constructor(found.asSubclass(Throwable.class));
        return call -> Result.failed(Status.application(make(constructor)));
    }

    private static Constructor<? extends Throwable> constructor(Class<? extends Throwable> type) {
        for (Class<?>[] parameters : new Class<?>[][] {{String.class}, {}}) {
            try {
                Constructor<? extends Throwable> found = type.getConstructor(parameters);
                make(found);
                return found;
            } catch (NoSuchMethodException next) {
                continue;
            }
        }
        throw new RpcException(
                StatusCode.CONFIGURATION,
                "mock: "
                        + type.getName()
                        + " has no public constructor that takes a String or nothing");
    }

    private static Throwable make(Constructor<? extends Throwable> constructor) {
        try {
            return constructor.getParameterCount() == 0
                    ? constructor.newInstance()
                    : constructor.newInstance(MESSAGE);
        } catch (ReflectiveOperationException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "mock: " + constructor.getDeclaringClass().getName() + " cannot be made: " + e,
                    e);
        }
    }

    private static <T> Invoker object(
            Class<T> type, String name, ServiceModel service, ProxyFactory proxies) {
        Class<? extends T> found = NamedClass.of(type, "mock", name, "Mock");
        try {
            MethodCaller caller = proxies.caller(service, found.getConstructor().newInstance());
            return call -> call(caller, call);
        } catch (ReflectiveOperationException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "mock: "
                            + found.getName()
                            + " cannot be made (expected: a public class with a public"
                            + " constructor without parameters)",
                    e);
        }
    }

    /** Not as a provider would: the call that this thread serves, if it does, is another one. */
    @SuppressWarnings("CatchingUnchecked") // whatever the user's method throws is its answer
    private static CompletionStage<Result> call(MethodCaller caller, Invocation call) {
        try {
            return ServiceInvoker.answer(
                    call, caller.call(call.method().index(), call.arguments()));
        } catch (Throwable thrown) {
            return Result.failed(Status.application(thrown));
        }
    }

    /** Whether the provider's failure is one that the mock answers: any but the user's own. */
    boolean answersFor(Result result) {
        return result instanceof Result.Failure failure
                && failure.status().code() != StatusCode.APPLICATION;
    }
}
