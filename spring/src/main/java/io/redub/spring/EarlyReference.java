package io.redub.spring;

import io.redub.service.EchoService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Stands for a reference that a bean needs before the service behind it, of the same application,
 * is exported. Calls before that fail as calls without a provider do. Thread-safe.
 */
final class EarlyReference implements InvocationHandler {
    private final Supplier<Object> make;
    private volatile @Nullable Object reference;

    EarlyReference(Supplier<Object> make) {
        this.make = make;
    }

    Object proxy(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        Class<?>[] types =
                ClassUtils.isVisible(EchoService.class, loader)
                        ? new Class<?>[] {type, EchoService.class}
                        : new Class<?>[] {type};
        return Proxy.newProxyInstance(loader, types, this);
    }

    /** The reference itself; made once. */
    Object reference() {
        Object made = reference;
        if (made == null) {
            synchronized (this) {
                made = reference;
                if (made == null) {
                    made = make.get();
                    reference = made;
                }
            }
        }
        return made;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "early reference, now " + reference;
            };
        }
        ReflectionUtils.makeAccessible(method); // of an interface that is not public
        try {
            return method.invoke(reference(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
