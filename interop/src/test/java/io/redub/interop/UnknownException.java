package io.redub.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/**
 * Makes exceptions of a class that no consumer has: compiled into a folder of its own and loaded
 * from there by this process only.
 */
final class UnknownException {
    static final String CLASS_NAME = "elsewhere.hidden.UnknownToYou";

    private UnknownException() {}

    static RuntimeException create(String message) {
        try {
            return Loaded.TYPE.getConstructor(String.class).newInstance(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + CLASS_NAME, e);
        }
    }

    /** The class, compiled when the first exception is asked for. */
    private static final class Loaded {
        static final Class<? extends RuntimeException> TYPE = load();

        private static Class<? extends RuntimeException> load() {
            try {
                Path folder = Files.createTempDirectory("unknown-exception");
                Path source = folder.resolve("UnknownToYou.java");
                Files.writeString(
                        source,
                        """
                        package elsewhere.hidden;
                        public class UnknownToYou extends RuntimeException {
                            public UnknownToYou(String message) { super(message); }
                        }
                        """);
                int status =
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-proc:none",
                                        "-d",
                                        folder.toString(),
                                        source.toString());
                if (status != 0) {
                    throw new IllegalStateException("Cannot compile " + source);
                }
                ClassLoader loader =
                        new URLClassLoader(
                                new URL[] {folder.toUri().toURL()},
                                UnknownException.class.getClassLoader());
                return Class.forName(CLASS_NAME, true, loader).asSubclass(RuntimeException.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
