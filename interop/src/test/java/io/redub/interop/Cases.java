package io.redub.interop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * All cases by name. A case is a package-private method without parameters of one of the classes
 * here; it is run by the consumer, in whichever process that is.
 */
final class Cases {
    private static final List<Class<?>> CLASSES =
            List.of(ValueCases.class, CallCases.class, FailureCases.class);

    private Cases() {}

    /** Names of the cases that hold when Redub has just these roles. */
    static List<String> names(Judges.Role... roles) {
        Set<Judges.Role> judged = Set.of(roles);
        List<String> names = new ArrayList<>();
        for (Class<?> type : CLASSES) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(Cases::isCase)
                    .filter(
                            method ->
                                    !method.isAnnotationPresent(Judges.class)
                                            || judged.contains(
                                                    method.getAnnotation(Judges.class).value()))
                    .map(Method::getName)
                    .sorted(Comparator.naturalOrder())
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
