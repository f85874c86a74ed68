package io.redub.serialize.hessian2;

import io.redub.serialize.Dialect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Another implementation of Hessian 2, in a class loader of its own. */
final class Peer {
    private final String name;
    private final Class<?> output;
    private final Class<?> input;
    private final Object factory;

    private Peer(String name, ClassLoader loader, String packageName) throws Exception {
        this.name = name;
        this.output = loader.loadClass(packageName + ".Hessian2Output");
        this.input = loader.loadClass(packageName + ".Hessian2Input");
        // The peers look for their own resources through the thread's loader.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            this.factory =
                    loader.loadClass(packageName + ".SerializerFactory")
                            .getConstructor(ClassLoader.class)
                            .newInstance(loader);
            write("warm");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    static Peer lite(int generation) throws Exception {
        Path jar = Path.of(System.getProperty("peers"), "hessian-lite-" + generation + ".jar");
        URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, Peer.class.getClassLoader());
        return new Peer("hessian-lite " + generation, loader, "com.alibaba.com.caucho.hessian.io");
    }

    static Peer caucho() throws Exception {
        return new Peer("Caucho", Peer.class.getClassLoader(), "com.caucho.hessian.io");
    }

    byte[] write(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Object out = output.getConstructor(OutputStream.class).newInstance(bytes);
        output.getMethod("setSerializerFactory", factory.getClass()).invoke(out, factory);
        output.getMethod("writeObject", Object.class).invoke(out, value);
        output.getMethod("flush").invoke(out);
        return bytes.toByteArray();
    }

    Object read(byte[] bytes) throws Exception {
        return read(bytes, Object.class);
    }

    /** As the peer reads a parameter or result of the class {@code declared}. */
    Object read(byte[] bytes, Class<?> declared) throws Exception {
        Object in =
                input.getConstructor(InputStream.class)
                        .newInstance(new ByteArrayInputStream(bytes));
        input.getMethod("setSerializerFactory", factory.getClass()).invoke(in, factory);
        return declared == Object.class
                ? input.getMethod("readObject").invoke(in)
                : input.getMethod("readObject", Class.class).invoke(in, declared);
    }

    /** What is written to this peer. */
    Dialect dialect() {
        return name.equals("Caucho") ? Dialect.CAUCHO : Dialect.DUBBO;
    }

    @Override
    public String toString() {
        return name;
    }
}
