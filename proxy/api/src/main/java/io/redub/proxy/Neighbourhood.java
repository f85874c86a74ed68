package io.redub.proxy;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where classes beside a user's interface live: in its package and class loader where these are
 * open to us and see Redub, else in a loader below both the user's and ours. Thread-safe.
 */
public final class Neighbourhood {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Class<?> neighbour;

    public Neighbourhood(Class<?> neighbour) {
        this.neighbour = neighbour;
    }

    /** A name for a class that nobody has, in the neighbour's package. */
    public String freshName(String kind) {
        String name =
                neighbour.getName().replace('$', '_') + "$Redub" + kind + COUNTER.incrementAndGet();
        return name.startsWith("java.") ? "redub." + name : name;
    }

    /** A loader that sees both the interface and Redub. */
    public ClassLoader loader() {
        ClassLoader users = neighbour.getClassLoader();
        return users != null && seesRedub(users) ? users : new Below(users);
    }

    /**
     * Makes a class of its bytes.
     *
     * @throws IllegalArgumentException if it cannot be, such as for an interface that is not public
     *     in a loader that does not see Redub
     */
    public Class<?> define(String name, byte[] bytes) {
        try {
            if (loader() instanceof Below below) {
                return below.define(name, bytes);
            }
            try {
                return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                        .defineClass(bytes);
            } catch (IllegalAccessException closedModule) {
                return new Below(neighbour.getClassLoader()).define(name, bytes);
            }
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "no class can be put beside "
                            + neighbour.getName()
                            + ": "
                            + e.getMessage()
                            + " (make the interface public, or let its class loader see Redub)",
                    e);
        }
    }

    private static boolean seesRedub(ClassLoader loader) {
        try {
            return loader.loadClass(Neighbourhood.class.getName()) == Neighbourhood.class;
        } catch (ClassNotFoundException apart) {
            return false;
        }
    }

    /** Sees the user's classes first, then ours. */
    private static final class Below extends ClassLoader {
        Below(@Nullable ClassLoader users) {
            super(users);
        }

        Class<?> define(String name, byte[] bytes) {
            Class<?> made = defineClass(name, bytes, 0, bytes.length);
            resolveClass(made);
            return made;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ClassLoader ours = Neighbourhood.class.getClassLoader();
            return Class.forName(name, false, ours);
        }
    }
}
