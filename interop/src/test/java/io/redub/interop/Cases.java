package io.redub.interop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * All cases by name. A case is a package-private method without parameters of one of the classes
 * here; it is run by the consumer, in whichever process that is.
 */
final class Cases {
    private static final List<Class<?>> CLASSES =
            List.of(
                    ValueCases.class,
                    CallCases.class,
                    FailureCases.class,
                    CallbackCases.class,
                    GenericProviderCases.class);

    private Cases() {}

    /** Names of the cases that hold between two Dubbo peers and so everywhere. */
    static List<String> common() {
        return names(method -> !method.isAnnotationPresent(Judges.class));
    }

    /** Names of the cases that hold when Redub has this role and {@code peer} the other one. */
    static List<String> judging(Judges.Role role, Side peer) {
        return names(
                method -> {
                    Judges judges = method.getAnnotation(Judges.class);
                    return judges == null
                            || (judges.value() == role
                                    && !Arrays.asList(judges.notWith()).contains(peer));
                });
    }

    private static List<String> names(Predicate<Method> wanted) {
        List<String> names = new ArrayList<>();
        for (Class<?> type : CLASSES) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(Cases::isCase)
                    .filter(wanted)
                    .map(Method::getName)
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    private static boolean isCase(Method method) {
        return method.getModifiers() == 0
                && method.getParameterCount() == 0
                && !method.isSynthetic();
    }

    /** Runs a case as the consumer. */
    static void run(String name, Session session) throws Throwable {
        for (Class<?> type : CLASSES) {
            for (Method method : type.getDeclaredMethods()) {
                if (isCase(method) && method.getName().equals(name)) {
                    try {
                        method.invoke(
                                type.getDeclaredConstructor(Session.class).newInstance(session));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    return;
                }
            }
        }
        throw new IllegalArgumentException("No case " + name);
    }
}
