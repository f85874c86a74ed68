package io.redub.serialize.hessian2;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The serialization of a whole Dubbo, with the checks it makes, in a class loader of its own. */
final class DubboPeer {
    private static final String SERIALIZATION =
            "org.apache.dubbo.common.serialize.hessian2.Hessian2Serialization";

    /** They tell of each class that they do not know; kept, so that the level stays. */
    private static final List<Logger> NOISE =
            List.of(
                    Logger.getLogger("com.alibaba.com.caucho.hessian.io.SerializerFactory"),
                    Logger.getLogger("com.caucho.hessian.io.SerializerFactory"));

    static {
        NOISE.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final String name;
    private final ClassLoader loader;
    private final Object serialization;
    private final Method serialize;
    private final Method deserialize;

    private DubboPeer(String name, String... jars) throws Exception {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = Path.of(System.getProperty("peers"), jars[i]).toUri().toURL();
        }
        this.name = name;
        this.loader = new URLClassLoader(urls, DubboPeer.class.getClassLoader());
        Class<?> type = loader.loadClass(SERIALIZATION);
        Class<?> url = loader.loadClass("org.apache.dubbo.common.URL");
        this.serialization = type.getConstructor().newInstance();
        this.serialize = type.getMethod("serialize", url, OutputStream.class);
        this.deserialize = type.getMethod("deserialize", url, InputStream.class);
    }

    static DubboPeer of(int generation) throws Exception {
        return generation == 2
                ? new DubboPeer("Dubbo 2.7", "dubbo-2.jar")
                : new DubboPeer("Dubbo 3.3", "dubbo-3.jar", "hessian-lite-4.jar", "fastjson2.jar");
    }

    byte[] write(Object value) throws Exception {
        return inside(
                () -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    Object out = serialize.invoke(serialization, null, bytes);
                    Class<?> type =
                            loader.loadClass("org.apache.dubbo.common.serialize.ObjectOutput");
                    type.getMethod("writeObject", Object.class).invoke(out, value);
                    type.getMethod("flushBuffer").invoke(out);
                    return bytes.toByteArray();
                });
    }

    Object read(byte[] bytes, Class<?> declared) throws Exception {
        return inside(
                () -> {
                    Object in =
                            deserialize.invoke(
                                    serialization, null, new ByteArrayInputStream(bytes));
                    Class<?> type =
                            loader.loadClass("org.apache.dubbo.common.serialize.ObjectInput");
                    return declared == Object.class
                            ? type.getMethod("readObject").invoke(in)
                            : type.getMethod("readObject", Class.class).invoke(in, declared);
                });
    }

    private interface Action<T> {
        T run() throws Exception;
    }

    /** Dubbo looks for its own resources through the thread's loader. */
    private <T> T inside(Action<T> action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
