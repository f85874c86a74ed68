package io.redub.extension;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the properties of a new extension: the adaptive extension where a setter takes an extension
 * point, else what an {@link ExtensionInjector} has. A setter nobody has a value for is not called.
 */
final class Injection {
    private Injection() {}

    /**
     * @throws IllegalStateException if a setter refuses its value
     */
    static void into(Object instance) {
        Class<?> type = instance.getClass();
        if (instance instanceof ExtensionInjector
                || type.isAnnotationPresent(DisableInject.class)) {
            return;
        }
        for (Method method : type.getMethods()) {
            if (isSetter(method)) {
                Object value = valueFor(method.getParameterTypes()[0], property(method));
                if (value != null) {
                    set(instance, method, value);
                }
            }
        }
    }

    private static boolean isSetter(Method method) {
        return method.getName().startsWith("set")
                && method.getName().length() > 3
                && method.getParameterCount() == 1
                && method.getReturnType() == void.class
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && !method.isAnnotationPresent(DisableInject.class)
                && !isValue(method.getParameterTypes()[0]);
    }

    /** Types of settings, not of collaborators: no container should be asked for "a String". */
    private static boolean isValue(Class<?> type) {
        return type.isPrimitive()
                || type.isArray()
                || type.isEnum()
                || type == Object.class
                || type == Boolean.class
                || type == Character.class
                || type == Class.class
                || Number.class.isAssignableFrom(type)
                || CharSequence.class.isAssignableFrom(type);
    }

    private static String property(Method setter) {
        String name = setter.getName();
        return Character.toLowerCase(name.charAt(3)) + name.substring(4);
    }

    private static @Nullable Object valueFor(Class<?> type, String property) {
        if (type.isInterface() && type.isAnnotationPresent(SPI.class)) {
            ExtensionLoader<?> loader = ExtensionLoader.getExtensionLoader(type);
            return loader.hasAdaptiveExtension() ? loader.getAdaptiveExtension() : null;
        }
        for (ExtensionInjector injector : injectors()) {
            Object value = injector.getInstance(type, property);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static List<ExtensionInjector> injectors() {
        return ExtensionLoader.getExtensionLoader(ExtensionInjector.class).getAllExtensions();
    }

    private static void set(Object instance, Method setter, Object value) {
        try {
            setter.setAccessible(true);
            setter.invoke(instance, value);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(setter + " refused " + value.getClass(), e.getCause());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    setter + " cannot be given an object of " + value.getClass(), e);
        }
    }
}
