package io.redub.protocol.rmi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Classes of Redub under the names that Spring and Dubbo gave to theirs, in a class loader of their
 * own: RMI knows classes by name, and neither is needed on the class path, nor looked at if it is.
 */
final class SpringNames {
    static final String HANDLER = "org.springframework.remoting.rmi.RmiInvocationHandler";

    private static final Map<String, Class<?>> FORMS =
            Map.of(
                    HANDLER,
                    SpringCalls.class,
                    "org.springframework.remoting.support.RemoteInvocation",
                    SpringCall.class,
                    "org.apache.dubbo.rpc.protocol.rmi.RmiRemoteInvocation",
                    DubboCall.class,
                    "com.alibaba.dubbo.rpc.protocol.rmi.RmiRemoteInvocation",
                    OldDubboCall.class);

    private static final Renaming LOADER = new Renaming();

    private SpringNames() {}

    /** The class of this name if it is one of them, else null. */
    static @Nullable Class<?> find(String name) {
        return FORMS.containsKey(name) ? LOADER.of(name) : null;
    }

    /** The class that has the form of {@code form} and the name of the others. */
    static Class<?> of(Class<?> form) {
        return FORMS.entrySet().stream()
                .filter(each -> each.getValue() == form)
                .map(each -> LOADER.of(each.getKey()))
                .findAny()
                .orElseThrow();
    }

    /** The remote method that takes calls. */
    static Method invoke() {
        try {
            return of(SpringCalls.class).getMethod("invoke", of(SpringCall.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An empty one. */
    static Envelope envelope(Class<?> form) {
        try {
            return (Envelope) of(form).getConstructor().newInstance();
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Renaming extends ClassLoader {
        private static final int UTF8 = 1;
        private static final int LONG = 5;
        private static final int DOUBLE = 6;

        /** Bytes of an entry of a class file's constants, by its kind. */
        private static final Map<Integer, Integer> SIZES =
                Map.ofEntries(
                        Map.entry(3, 4),
                        Map.entry(4, 4),
                        Map.entry(LONG, 8),
                        Map.entry(DOUBLE, 8),
                        Map.entry(7, 2),
                        Map.entry(8, 2),
                        Map.entry(9, 4),
                        Map.entry(10, 4),
                        Map.entry(11, 4),
                        Map.entry(12, 4),
                        Map.entry(15, 3),
                        Map.entry(16, 2),
                        Map.entry(17, 4),
                        Map.entry(18, 4),
                        Map.entry(19, 2),
                        Map.entry(20, 2));

        private final Map<String, String> names = new TreeMap<>();

        Renaming() {
            super(SpringNames.class.getClassLoader());
            FORMS.forEach((name, form) -> names.put(path(form.getName()), path(name)));
        }

        private static String path(String name) {
            return name.replace('.', '/');
        }

        Class<?> of(String name) {
            try {
                return loadClass(name);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The parent may have the true ones, which are not for here. */
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> form = FORMS.get(name);
            if (form == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? defined(name, form) : known;
            }
        }

        private Class<?> defined(String name, Class<?> form) throws ClassNotFoundException {
            String file = form.getSimpleName() + ".class";
            try (InputStream in = form.getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name + ": there is no " + file);
                }
                byte[] renamed = renamed(in.readAllBytes());
                return defineClass(
                        name, renamed, 0, renamed.length, SpringNames.class.getProtectionDomain());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The same class file with other names in its table of constants. */
        private byte[] renamed(byte[] file) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length);
            DataOutputStream out = new DataOutputStream(bytes);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
            out.write(in.readNBytes(8));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int kind = in.readUnsignedByte();
                out.writeByte(kind);
                if (kind == UTF8) {
                    out.writeUTF(renamed(in.readUTF()));
                } else {
                    out.write(in.readNBytes(SIZES.getOrDefault(kind, 0)));
                    // These two have two places each.
                    i += kind == LONG || kind == DOUBLE ? 1 : 0;
                }
            }
            in.transferTo(out);
            return bytes.toByteArray();
        }

        private String renamed(String text) {
            String plain = names.get(text);
            if (plain != null) {
                return plain;
            }
            String result = text;
            for (Map.Entry<String, String> each : names.entrySet()) {
                result = result.replace("L" + each.getKey() + ";", "L" + each.getValue() + ";");
            }
            return result;
        }
    }
}
