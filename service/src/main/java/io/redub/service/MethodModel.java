package io.redub.service;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * All that can be known of a method before its first call. Immutable; one instance per method of a
 * {@link ServiceModel}, so it may be compared by identity.
 */
public final class MethodModel {
    private final int index;
    private final Method method;
    private final String descriptor;
    private final List<Type> parameterTypes;
    private final List<Class<?>> parameterClasses;
    private final Type resultType;
    private final boolean async;
    private final boolean idempotent;
    private final boolean builtIn;

    MethodModel(int index, Method method, SeenTypes seen, boolean idempotent, boolean builtIn) {
        this.index = index;
        this.method = method;
        this.descriptor = describe(method.getParameterTypes());
        this.parameterTypes =
                Arrays.stream(method.getGenericParameterTypes()).map(seen::of).toList();
        this.parameterClasses = List.of(method.getParameterTypes());
        Class<?> returned = method.getReturnType();
        this.async = returned == CompletableFuture.class || returned == CompletionStage.class;
        Type answer = seen.of(method.getGenericReturnType());
        this.resultType = async ? argumentOf(answer) : answer;
        this.idempotent = idempotent;
        this.builtIn = builtIn;
    }

    private static Type argumentOf(Type stage) {
        if (!(stage instanceof ParameterizedType parameterized)) {
            return Object.class;
        }
        Type argument = parameterized.getActualTypeArguments()[0];
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    /** The JVM descriptors of the classes, joined, such as {@code ILjava/lang/String;[J}. */
    public static String describe(Class<?>... classes) {
        StringBuilder out = new StringBuilder();
        for (Class<?> type : classes) {
            out.append(type.descriptorString());
        }
        return out.toString();
    }

    /** Position among the methods of the service; indexes arrays of per-method settings. */
    public int index() {
        return index;
    }

    public String name() {
        return method.getName();
    }

    /** The JVM descriptors of the parameters, joined; empty if there are none. */
    public String descriptor() {
        return descriptor;
    }

    public Method method() {
        return method;
    }

    /** Parameter types with their generic arguments, as the service interface sees them. */
    public List<Type> parameterTypes() {
        return parameterTypes;
    }

    public List<Class<?>> parameterClasses() {
        return parameterClasses;
    }

    /** What the call yields: the return type, or T for a method that returns a future of T. */
    public Type resultType() {
        return resultType;
    }

    /** Whether the method returns a {@link CompletableFuture} or {@link CompletionStage}. */
    public boolean async() {
        return async;
    }

    /** Whether it is marked {@link Idempotent}. */
    public boolean idempotent() {
        return idempotent;
    }

    /** Whether the framework adds it to every service: {@code $invoke} and {@code $echo}. */
    public boolean builtIn() {
        return builtIn;
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getName()
                + "."
                + method.getName()
                + "("
                + descriptor
                + ")";
    }
}
