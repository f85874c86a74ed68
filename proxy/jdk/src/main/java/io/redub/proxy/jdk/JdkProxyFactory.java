package io.redub.proxy.jdk;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.ProxyFactory;
import io.redub.service.EchoService;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proxies without generated code of our own; for where class generation is not wanted. */
public final class JdkProxyFactory implements ProxyFactory {
    private static final Object[] NO_ARGUMENTS = {};

    @Override
    public <T> T reference(Class<T> type, ServiceModel service, CallHandler handler) {
        Set<Class<?>> types = new LinkedHashSet<>(List.of(type, EchoService.class));
        Map<String, Integer> indexes = new HashMap<>();
        for (MethodModel method : service.methods()) {
            indexes.put(method.name() + method.descriptor(), method.index());
        }
        Map<Method, Integer> known = new HashMap<>();
        for (Class<?> each : types) {
            for (Method method : each.getMethods()) {
                Integer index =
                        indexes.get(
                                method.getName()
                                        + MethodModel.describe(method.getParameterTypes()));
                if (index != null) {
                    known.put(method, index);
                }
            }
        }
        InvocationHandler calls =
                (proxy, method, arguments) -> {
                    Integer index = known.get(method);
                    if (index != null) {
                        return handler.call(index, arguments == null ? NO_ARGUMENTS : arguments);
                    }
                    return own(type, proxy, method, arguments);
                };
        return type.cast(
                Proxy.newProxyInstance(loader(type), types.toArray(new Class<?>[0]), calls));
    }

    /** A loader that sees both the user's interface and ours. */
    private static ClassLoader loader(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || type == EchoService.class
                ? EchoService.class.getClassLoader()
                : loader;
    }

    private static @Nullable Object own(
            Class<?> type, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "reference of " + type.getName();
            default ->
                    throw new UnsupportedOperationException(
                            method + " is not a method of the service");
        };
    }

    @Override
    public MethodCaller caller(ServiceModel service, Object target) {
        MethodHandle[] handles = new MethodHandle[service.methods().size()];
        for (MethodModel model : service.methods()) {
            if (!model.builtIn()) {
                handles[model.index()] = handle(model, target);
            }
        }
        return (index, arguments) -> handles[index].invokeExact(arguments);
    }

    private static MethodHandle handle(MethodModel model, Object target) {
        Method method = model.method();
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method).bindTo(target);
            return handle.asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "method " + method + " cannot be called: " + e.getMessage(), e);
        }
    }
}
