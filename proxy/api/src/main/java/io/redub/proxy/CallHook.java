package io.redub.proxy;

import io.redub.extension.NearestName;
import io.redub.service.MethodModel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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

    /**
     * A method of an object.
     *
     * @param type of the object, as far as it is known before there is the object
     * @param object asked for when it is first needed
     * @param method the name of one or several public methods
     */
    public record Target(Class<?> type, Supplier<?> object, String method) {
        /** A method of an object that is there. */
        public static Target of(Object object, String method) {
            return new Target(object.getClass(), () -> object, method);
        }
    }

    private record Bound(Method method, MethodHandle handle, Form form) {}

    private final Moment moment;
    private final Target target;
    private final MethodModel called;
    private volatile @Nullable Bound bound;

    private CallHook(Moment moment, Target target, MethodModel called) {
        this.moment = moment;
        this.target = target;
        this.called = called;
    }

    /**
     * The method of the target that fits calls of {@code called}.
     *
     * @throws IllegalArgumentException if none does; the message says which would
     */
    public static CallHook of(Moment moment, Target target, MethodModel called) {
        fitting(moment, target.type(), target.method(), called);
        return new CallHook(moment, target, called);
    }

    private static Method fitting(Moment moment, Class<?> type, String name, MethodModel called) {
        List<Method> named =
                Arrays.stream(type.getMethods())
                        .filter(each -> each.getName().equals(name) && !each.isBridge())
                        .sorted(Comparator.comparingInt(Method::getParameterCount).reversed())
                        .toList();
        for (Method each : named) {
            if (form(moment, each, called) != null) {
                return each;
            }
        }
        List<String> names =
                Arrays.stream(type.getMethods())
                        .filter(each -> each.getDeclaringClass() != Object.class)
                        .map(Method::getName)
                        .toList();
        throw new IllegalArgumentException(
                moment.setting()
                        + ": "
                        + type.getName()
                        + " has no public method '"
                        + name
                        + "'"
                        + (named.isEmpty() ? NearestName.meant(name, names) : "")
                        + " that fits "
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

    /** Looks at the object itself: it may be another than was thought, such as a proxy. */
    private Bound bind() {
        Object object = target.object().get();
        Method method = fitting(moment, object.getClass(), target.method(), called);
        Form form = Objects.requireNonNull(form(moment, method, called), "fits");
        return new Bound(method, handle(method, object), form);
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
        try {
            Bound to = bound;
            if (to == null) {
                to = bind();
                bound = to;
            }
            if (moment == Moment.THROW
                    && to.method().getParameterCount() > 0
                    && !to.method().getParameterTypes()[0].isInstance(outcome)) {
                return;
            }
            to.handle()
                    .invoke(
                            switch (to.form()) {
                                case NOTHING -> new Object[0];
                                case OUTCOME -> new @Nullable Object[] {outcome};
                                case OUTCOME_AND_ARRAY ->
                                        new @Nullable Object[] {outcome, arguments};
                                case ARGUMENTS ->
                                        moment == Moment.INVOKE
                                                ? arguments
                                                : joined(outcome, arguments);
                            });
        } catch (Throwable e) {
            log.error("{} method {} failed", moment.setting(), target.method(), e);
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
