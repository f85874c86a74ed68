package io.redub.proxy;

import io.redub.service.MethodModel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user's method that is called before a call, with its result, or with what it threw. It takes
 * the arguments of the call, behind the result or exception where there is one; or the result or
 * exception alone; or that and the arguments as an {@code Object[]}; or nothing. Thread-safe if the
 * user's object is.
 */
public final class CallHook {
    private static final Logger log = LoggerFactory.getLogger(CallHook.class);

    /** When it is called. */
    public enum Moment {
        /** Before the call, on the calling thread. */
        INVOKE("oninvoke"),
        /** When the result is known. */
        RETURN("onreturn"),
        /** When it is known that there is none. */
        THROW("onthrow");

        private final String setting;

        Moment(String setting) {
            this.setting = setting;
        }

        /** The name of the setting. */
        public String setting() {
            return setting;
        }
    }

    private enum Form {
        NOTHING,
        OUTCOME,
        OUTCOME_AND_ARRAY,
        ARGUMENTS
    }

    private final Moment moment;
    private final Method method;
    private final MethodHandle handle;
    private final Form form;

    private CallHook(Moment moment, Method method, MethodHandle handle, Form form) {
        this.moment = moment;
        this.method = method;
        this.handle = handle;
        this.form = form;
    }

    /**
     * The method of {@code target} with this name that fits calls of {@code called}.
     *
     * @throws IllegalArgumentException if none does; the message says which would
     */
    public static CallHook of(Moment moment, Object target, String name, MethodModel called) {
        List<Method> named =
                Arrays.stream(target.getClass().getMethods())
                        .filter(each -> each.getName().equals(name) && !each.isBridge())
                        .sorted(Comparator.comparingInt(Method::getParameterCount).reversed())
                        .toList();
        for (Method each : named) {
            Form form = form(moment, each, called);
            if (form != null) {
                return new CallHook(moment, each, handle(each, target), form);
            }
        }
        throw new IllegalArgumentException(
                moment.setting()
                        + ": "
                        + target.getClass().getName()
                        + " has no public method '"
                        + name
                        + "' that fits "
                        + called
                        + " (expected: "
                        + expected(moment, called)
                        + (named.isEmpty() ? ")" : "; there is " + named + ")"));
    }

    private static String expected(Moment moment, MethodModel called) {
        List<String> types = new ArrayList<>();
        if (moment != Moment.INVOKE) {
            types.add(moment == Moment.RETURN ? result(called).getName() : "Throwable");
        }
        called.parameterClasses().forEach(type -> types.add(type.getTypeName()));
        return "parameters (" + String.join(", ", types) + ")";
    }

    private static Class<?> result(MethodModel called) {
        Class<?> returned = called.method().getReturnType();
        return called.async() || returned == void.class ? Object.class : returned;
    }

    private static @Nullable Form form(Moment moment, Method method, MethodModel called) {
        List<Class<?>> types = List.of(method.getParameterTypes());
        if (types.isEmpty()) {
            return Form.NOTHING;
        }
        List<Class<?>> arguments = called.parameterClasses();
        if (moment == Moment.INVOKE) {
            return fits(types, arguments) ? Form.ARGUMENTS : null;
        }
        boolean outcome =
                moment == Moment.THROW
                        ? Throwable.class.isAssignableFrom(types.get(0))
                        : called.async()
                                || boxed(types.get(0)).isAssignableFrom(boxed(result(called)));
        if (!outcome) {
            return null;
        }
        List<Class<?>> rest = types.subList(1, types.size());
        if (rest.isEmpty()) {
            return Form.OUTCOME;
        }
        if (fits(rest, arguments)) {
            return Form.ARGUMENTS;
        }
        return rest.equals(List.of(Object[].class)) ? Form.OUTCOME_AND_ARRAY : null;
    }

    private static boolean fits(List<Class<?>> taken, List<Class<?>> given) {
        if (taken.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!boxed(taken.get(i)).isAssignableFrom(boxed(given.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static MethodHandle handle(Method method, Object target) {
        try {
            method.setAccessible(true);
            MethodHandle found = MethodHandles.lookup().unreflect(method);
            return (Modifier.isStatic(method.getModifiers()) ? found : found.bindTo(target))
                    .asFixedArity()
                    .asSpreader(Object[].class, method.getParameterCount());
        } catch (IllegalAccessException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "method " + method + " cannot be called: " + e.getMessage(), e);
        }
    }

    /** Calls it. What it throws is written to the log: the call goes on as it would without. */
    @SuppressWarnings("CatchingUnchecked") // the user's method may throw anything
    void fire(@Nullable Object outcome, @Nullable Object[] arguments) {
        if (moment == Moment.THROW
                && method.getParameterCount() > 0
                && !method.getParameterTypes()[0].isInstance(outcome)) {
            return;
        }
        try {
            handle.invoke(
                    switch (form) {
                        case NOTHING -> new Object[0];
                        case OUTCOME -> new @Nullable Object[] {outcome};
                        case OUTCOME_AND_ARRAY -> new @Nullable Object[] {outcome, arguments};
                        case ARGUMENTS ->
                                moment == Moment.INVOKE ? arguments : joined(outcome, arguments);
                    });
        } catch (Throwable e) {
            log.error("{} method {} failed", moment.setting(), method, e);
        }
    }

    private static @Nullable Object[] joined(
            @Nullable Object outcome, @Nullable Object[] arguments) {
        @Nullable Object[] all = new Object[arguments.length + 1];
        all[0] = outcome;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }
}
