package io.redub.proxy.javassist;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.ProxyFactory;
import io.redub.service.ServiceModel;
import java.lang.reflect.Constructor;

/**
 * Generates one class per interface and end: methods that pass their index and boxed arguments on,
 * and a switch that calls an object's methods by index. No reflection remains in a call. The
 * classes live as long as the interface's.
 */
public final class JavassistProxyFactory implements ProxyFactory {
    private static final ClassValue<Constructor<?>> REFERENCES =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    return constructor(
                            ReferenceClass.generate(type, ServiceModel.of(type)),
                            CallHandler.class);
                }
            };

    private static final ClassValue<Constructor<?>> CALLERS =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    return constructor(
                            CallerClass.generate(type, ServiceModel.of(type)), Object.class);
                }
            };

    @Override
    public <T> T reference(Class<T> type, ServiceModel service, CallHandler handler) {
        return type.cast(create(REFERENCES.get(type), handler));
    }

    @Override
    public MethodCaller caller(ServiceModel service, Object target) {
        return (MethodCaller) create(CALLERS.get(service.type()), target);
    }

    private static Constructor<?> constructor(Class<?> made, Class<?> parameter) {
        try {
            return made.getConstructor(parameter);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(made + " was generated without its constructor", e);
        }
    }

    private static Object create(Constructor<?> constructor, Object argument) {
        try {
            return constructor.newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("proxy class " + constructor + " cannot be used", e);
        }
    }
}
