package io.redub.extension;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of one extension point, each with the role it plays. A class that cannot be loaded is
 * a failure of its names alone: an optional plug-in may lie there without what it needs.
 */
final class Catalogue<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    /** A class of the extension point with the constructor its role is made by. */
    record Member<T>(Declaration declaration, Constructor<? extends T> constructor) {
        Class<? extends T> type() {
            return constructor.getDeclaringClass();
        }

        String name() {
            return declaration.name();
        }
    }

    /** A declared class that cannot be used, and why. */
    record Failure(Declaration declaration, Throwable cause) {}

    final SortedMap<String, Member<T>> extensions = new TreeMap<>();
    final SortedMap<String, Failure> failures = new TreeMap<>();

    /** Outermost first. */
    final List<Member<T>> wrappers = new ArrayList<>();

    /** Classes annotated {@link Adaptive}; more than one is an error when it is asked for. */
    final List<Member<T>> adaptive = new ArrayList<>();

    /** Classes annotated {@link Activate}, under the first of their names, in their order. */
    final List<Member<T>> activated = new ArrayList<>();

    private final Class<T> point;

    private Catalogue(Class<T> point) {
        this.point = point;
    }

    static <T> Catalogue<T> of(Class<T> point, Map<String, Declarations.Found> found) {
        Catalogue<T> catalogue = new Catalogue<>(point);
        for (Declarations.Found each : found.values()) {
            Declaration declaration = each.declaration();
            try {
                catalogue.add(declaration, each.loader());
            } catch (ClassNotFoundException
                    | LinkageError
                    | TypeNotPresentException
                    | IllegalStateException e) {
                LOG.info(
                        "Extension {} of {} is left out: {}", declaration, point.getName(), "" + e);
                catalogue.failures.put(declaration.name(), new Failure(declaration, e));
            }
        }
        Comparator<Member<T>> byName = Comparator.comparing(Member::name);
        catalogue.wrappers.sort(
                Comparator.comparingInt((Member<T> m) -> wrapperOrder(m.type()))
                        .thenComparing(byName));
        catalogue.activated.sort(
                Comparator.comparingInt((Member<T> m) -> activateOrder(m.type()))
                        .thenComparing(byName));
        return catalogue;
    }

    /** The wrappers for an extension of this name, outermost first. */
    List<Member<T>> wrappersOf(String name) {
        return wrappers.stream().filter(wrapper -> wraps(wrapper.type(), name)).toList();
    }

    private void add(Declaration declaration, ClassLoader loader) throws ClassNotFoundException {
        Class<?> found = Class.forName(declaration.className(), false, loader);
        if (!point.isAssignableFrom(found)) {
            throw new IllegalStateException(
                    found
                            + " of "
                            + found.getClassLoader()
                            + " does not implement "
                            + point.getName()
                            + " of "
                            + point.getClassLoader());
        }
        Class<? extends T> type = found.asSubclass(point);
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalStateException(type + " is abstract, so nothing can be made of it");
        }
        if (type.isAnnotationPresent(Adaptive.class)) {
            addOnce(adaptive, new Member<>(declaration, constructor(type)));
            return;
        }
        Constructor<? extends T> wrapping = constructorOrNull(type, point);
        if (wrapping != null) {
            addOnce(wrappers, new Member<>(declaration, wrapping));
            return;
        }
        Member<T> member = new Member<>(declaration, constructor(type));
        extensions.put(declaration.name(), member);
        if (type.isAnnotationPresent(Activate.class)) {
            addOnce(activated, member);
        }
    }

    /** A class with several names plays its part once, under the first of them. */
    private static <T> void addOnce(List<Member<T>> members, Member<T> added) {
        if (members.stream().noneMatch(member -> member.type() == added.type())) {
            members.add(added);
        }
    }

    private static <C> Constructor<C> constructor(Class<C> type) {
        Constructor<C> found = constructorOrNull(type);
        if (found == null) {
            throw new IllegalStateException(
                    type + " has no constructor without parameters (inner classes must be static)");
        }
        return found;
    }

    private static <C> @Nullable Constructor<C> constructorOrNull(
            Class<C> type, Class<?>... parameters) {
        try {
            Constructor<C> found = type.getDeclaredConstructor(parameters);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static boolean wraps(Class<?> wrapper, String name) {
        Wrapper narrowed = wrapper.getAnnotation(Wrapper.class);
        return narrowed == null
                || ((narrowed.matches().length == 0 || List.of(narrowed.matches()).contains(name))
                        && !List.of(narrowed.mismatches()).contains(name));
    }

    private static int wrapperOrder(Class<?> wrapper) {
        Wrapper annotation = wrapper.getAnnotation(Wrapper.class);
        return annotation == null ? activateOrder(wrapper) : annotation.order();
    }

    static int activateOrder(Class<?> type) {
        Activate annotation = type.getAnnotation(Activate.class);
        return annotation == null ? 0 : annotation.order();
    }
}
