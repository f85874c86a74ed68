package io.redub.cluster;

import io.redub.extension.ExtensionLoader;
import io.redub.service.MethodModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the answers of a method become one, as its setting {@code merger} says. */
@FunctionalInterface
interface Merging {
    /** The built-in ones, of which the type of the answer tells one. */
    List<String> BY_TYPE = List.of("array", "set", "map", "list");

    /**
     * One answer of several.
     *
     * @param answers at least two, none null
     * @throws RuntimeException if they cannot be merged
     */
    @Nullable Object merge(List<Object> answers);

    /**
     * @param setting {@code true} or {@code default} for the one of the answer's type; {@code
     *     .name} for a method of the answer that takes another one; or the name of a {@link Merger}
     * @throws IllegalArgumentException if there is none
     */
    static Merging of(String setting, MethodModel method) {
        Class<?> type = answerType(method);
        if (type == void.class || type == Void.class) {
            return answers -> null;
        } else if (setting.startsWith(".")) {
            return byMethod(setting.substring(1), type, method);
        }
        boolean byType = setting.equals("true") || setting.equals("default");
        return (byType ? BY_TYPE.stream() : Stream.of(setting))
                .map(name -> ExtensionLoader.getExtensionLoader(Merger.class).getExtension(name))
                .filter(each -> each.merges(type))
                .findFirst()
                .map(merger -> (Merging) answers -> merger.merge(answers, type))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "merger: '"
                                                + setting
                                                + "' does not merge "
                                                + type.getName()
                                                + " (expected: an array, List, Set or Map; or"
                                                + " merger=.name for a method of it; or the name of"
                                                + " a Merger)"));
    }

    private static Class<?> answerType(MethodModel method) {
        return method.async() ? rawType(method.resultType()) : method.method().getReturnType();
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : Object.class;
    }

    private static Merging byMethod(String name, Class<?> type, MethodModel of) {
        Method method =
                Arrays.stream(type.getMethods())
                        .filter(each -> each.getName().equals(name))
                        .filter(each -> each.getParameterCount() == 1)
                        .filter(each -> each.getParameterTypes()[0].isAssignableFrom(type))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "merger: '."
                                                        + name
                                                        + "': "
                                                        + type.getName()
                                                        + ", which "
                                                        + of.name()
                                                        + " returns, has no public method "
                                                        + name
                                                        + " that takes another one"));
        boolean returnsIt = type.isAssignableFrom(method.getReturnType());
        return answers -> {
            Object whole = answers.get(0);
            for (Object next : answers.subList(1, answers.size())) {
                Object returned = call(method, whole, next);
                whole = returnsIt && returned != null ? returned : whole;
            }
            return whole;
        };
    }

    private static @Nullable Object call(Method method, Object whole, Object next) {
        try {
            return method.invoke(whole, next);
        } catch (IllegalAccessException | InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(method + " failed: " + cause, cause);
        }
    }
}
