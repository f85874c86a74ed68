package io.redub.proxy.jdk;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.Neighbourhood;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ReferenceMethod;
import io.redub.service.EchoService;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
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
        Map<Method, Integer> known = new HashMap<>();
        for (ReferenceMethod method : ReferenceMethod.of(type, service)) {
            known.put(method.method(), method.index());
        }
        Map<Method, MethodHandle> bridges = bridges(type, known.keySet());
        InvocationHandler calls =
                (proxy, method, arguments) -> {
                    @Nullable Object[] given = arguments == null ? NO_ARGUMENTS : arguments;
                    Integer index = known.get(method);
                    if (index != null) {
                        return handler.call(index, given);
                    }
                    MethodHandle bridge = bridges.get(method);
                    return bridge != null
                            ? bridge.bindTo(proxy).invokeWithArguments(given)
                            : own(type, proxy, method, given);
                };
        Set<Class<?>> types = new LinkedHashSet<>(List.of(type, EchoService.class));
        try {
            return type.cast(
                    Proxy.newProxyInstance(
                            new Neighbourhood(type).loader(),
                            types.toArray(new Class<?>[0]),
                            calls));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no proxy of " + type.getName() + " can be made: " + e.getMessage(), e);
        }
    }

    /** The compiler's own default methods, which lead from a general signature to the real one. */
    private static Map<Method, MethodHandle> bridges(Class<?> type, Set<Method> called) {
        Map<Method, MethodHandle> found = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (method.isDefault() && !called.contains(method)) {
                Class<?> owner = method.getDeclaringClass();
                try {
                    found.put(
                            method,
                            MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                                    .unreflectSpecial(method, owner));
                } catch (IllegalAccessException e) {
                    throw new IllegalArgumentException(
                            "default method " + method + " cannot be called: " + e.getMessage(), e);
                }
            }
        }
        return found;
    }

    private static @Nullable Object own(
            Class<?> type, Object proxy, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
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
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "method " + method + " cannot be called: " + e.getMessage(), e);
        }
    }
}
