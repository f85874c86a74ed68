package io.redub.protocol.webservice;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javassist.bytecode.ClassFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes that JAXB binds for one service live: below the user's loader, and with the
 * annotations of the JAXB that reads them.
 */
final class GeneratedClasses extends ClassLoader {
    private static final String ADAPTER = ValueAdapter.class.getName();

    private final AtomicInteger counter = new AtomicInteger();

    GeneratedClasses(@Nullable ClassLoader users) {
        super(users);
    }

    /** A name that nobody has. */
    String freshName(String kind) {
        return "redub.soap." + kind.replaceAll("\\W", "_") + counter.incrementAndGet();
    }

    Class<?> define(ClassFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        Class<?> made = defineClass(file.getName(), bytes.toByteArray(), 0, bytes.size());
        resolveClass(made);
        return made;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith("jakarta.xml.bind.") || name.startsWith(ADAPTER)
                ? Class.forName(name, false, GeneratedClasses.class.getClassLoader())
                : super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return Class.forName(name, false, GeneratedClasses.class.getClassLoader());
    }
}
