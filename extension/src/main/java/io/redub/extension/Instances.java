package io.redub.extension;

import io.redub.extension.Catalogue.Member;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates the objects of one loader: one of each class, and one of each wrapper around each.
 * Guarded by the lock of {@link ExtensionLoader}, under which all of its methods but {@link #close}
 * are called.
 */
final class Instances<T> {
    /** An object to be closed, with its place in the order of all creations. */
    record Closeable(long order, AutoCloseable object) {}

    private static long creations;

    /** By its class and those of the wrappers around it, innermost first. */
    private final Map<List<Class<?>>, T> made = new HashMap<>();

    private final Set<Class<?>> underWay = new HashSet<>();
    private final List<Closeable> closeables = new ArrayList<>();

    T wrapped(Member<T> member, List<Member<T>> wrappersOutermostFirst) {
        List<Class<?>> layers = new ArrayList<>(List.of(member.type()));
        T instance = made.get(layers);
        if (instance == null) {
            instance = create(member);
            made.put(List.copyOf(layers), instance);
        }
        for (int i = wrappersOutermostFirst.size() - 1; i >= 0; i--) {
            Member<T> wrapper = wrappersOutermostFirst.get(i);
            layers.add(wrapper.type());
            T outer = made.get(layers);
            if (outer == null) {
                outer = create(wrapper, instance);
                made.put(List.copyOf(layers), outer);
            }
            instance = outer;
        }
        return instance;
    }

    /**
     * A new object with its properties set.
     *
     * @throws IllegalStateException if that fails, or the class needs itself for it
     */
    T create(Member<T> member, Object... arguments) {
        if (!underWay.add(member.type())) {
            throw new IllegalStateException(
                    member.declaration() + " needs itself while it is being created");
        }
        try {
            T instance = member.constructor().newInstance(arguments);
            if (instance instanceof AutoCloseable closeable) {
                closeables.add(new Closeable(creations++, closeable));
            }
            Injection.into(instance);
            return instance;
        } catch (InvocationTargetException e) {
            throw uncreatable(member, e.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw uncreatable(member, e);
        } finally {
            underWay.remove(member.type());
        }
    }

    /** Forgets all objects, and adds those that can be closed to {@code all}. */
    void drainTo(List<Closeable> all) {
        all.addAll(closeables);
        closeables.clear();
        made.clear();
    }

    /**
     * Closes the youngest first.
     *
     * @throws IllegalStateException after all were closed, with every failure suppressed in it
     */
    static void close(List<Closeable> all) {
        all.sort(Comparator.comparingLong(Closeable::order).reversed());
        List<Exception> failures = new ArrayList<>();
        for (Closeable each : all) {
            try {
                each.object().close();
            } catch (Exception e) {
                failures.add(new IllegalStateException(each.object().getClass().getName(), e));
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failed =
                    new IllegalStateException(failures.size() + " extensions failed to close");
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
    }

    private static IllegalStateException uncreatable(Member<?> member, @Nullable Throwable cause) {
        return new IllegalStateException(
                "Extension " + member.declaration() + " cannot be created: " + cause, cause);
    }
}
