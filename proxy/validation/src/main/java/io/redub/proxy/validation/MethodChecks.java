package io.redub.proxy.validation;

import io.redub.proxy.Neighbourhood;
import io.redub.service.MethodModel;
import jakarta.validation.groups.Default;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;

/**
 * What validating calls of one method needs. Its groups are the default one and, if the interface
 * has an inner interface named like the method ({@code Save} for {@code save}), that one.
 * Immutable.
 */
final class MethodChecks {
    private final Method method;
    private final Object bearer;
    private final Class<?>[] groups;

    MethodChecks(MethodModel model) {
        this.method = model.method();
        Class<?> type = method.getDeclaringClass();
        // Validators want an object that has the method; nobody calls it.
        this.bearer =
                Proxy.newProxyInstance(
                        new Neighbourhood(type).loader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) ->
                                called.getName().equals("hashCode")
                                        ? (Object) System.identityHashCode(proxy)
                                        : called.getName().equals("equals")
                                                ? (Object) (proxy == arguments[0])
                                                : type.getName());
        this.groups = groups(type, model.name());
    }

    private static Class<?>[] groups(Class<?> type, String method) {
        String wanted = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        for (Class<?> inner : type.getClasses()) {
            if (inner.isInterface() && inner.getSimpleName().equals(wanted)) {
                return new Class<?>[] {inner, Default.class};
            }
        }
        return new Class<?>[] {Default.class};
    }

    Method method() {
        return method;
    }

    Object bearer() {
        return bearer;
    }

    Class<?>[] groups() {
        return groups;
    }

    /** As validators name it: {@code save.order}, or {@code save.arg0} where names are unknown. */
    String path(int parameter) {
        return method.getName() + "." + method.getParameters()[parameter].getName();
    }
}
