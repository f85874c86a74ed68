package io.redub.proxy.javassist;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.LoaderClassPath;
import javassist.Modifier;
import javassist.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * A class in the making, beside the user's interface: in its package and class loader where they
 * are open to us, else in a loader below both the user's and ours.
 */
final class GeneratedClass {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Class<?> neighbour;
    private final ClassPool pool;
    private final CtClass made;

    GeneratedClass(Class<?> neighbour, String kind) {
        this.neighbour = neighbour;
        this.pool = new ClassPool(false);
        pool.appendSystemPath();
        pool.appendClassPath(new LoaderClassPath(GeneratedClass.class.getClassLoader()));
        ClassLoader loader = neighbour.getClassLoader();
        if (loader != null) {
            pool.appendClassPath(new LoaderClassPath(loader));
        }
        String plain = neighbour.getName().replace('$', '_');
        String name = plain + "$Redub" + kind + COUNTER.incrementAndGet();
        this.made = pool.makeClass(name.startsWith("java.") ? "redub." + name : name);
        made.setModifiers(Modifier.PUBLIC | Modifier.FINAL);
    }

    CtClass ctClass() {
        return made;
    }

    CtClass type(Class<?> type) throws NotFoundException {
        return pool.get(JavassistProxyFactory.source(type));
    }

    CtClass[] types(Class<?>[] types) throws NotFoundException {
        CtClass[] found = new CtClass[types.length];
        for (int i = 0; i < types.length; i++) {
            found[i] = type(types[i]);
        }
        return found;
    }

    Class<?> define() throws CannotCompileException {
        byte[] bytes;
        try {
            bytes = made.toBytecode();
        } catch (IOException e) {
            throw new CannotCompileException(e);
        }
        ClassLoader users = neighbour.getClassLoader();
        if (seesRedub(users)) {
            try {
                return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                        .defineClass(bytes);
            } catch (IllegalAccessException closedModule) {
                return new Below(users).define(made.getName(), bytes);
            }
        }
        return new Below(users).define(made.getName(), bytes);
    }

    private static boolean seesRedub(@Nullable ClassLoader loader) {
        if (loader == null) {
            return false;
        }
        try {
            return loader.loadClass(GeneratedClass.class.getName()) == GeneratedClass.class;
        } catch (ClassNotFoundException apart) {
            return false;
        }
    }

    /** Sees the user's classes first, then ours; public interfaces only. */
    private static final class Below extends ClassLoader {
        Below(@Nullable ClassLoader users) {
            super(users);
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return GeneratedClass.class.getClassLoader().loadClass(name);
        }
    }
}
