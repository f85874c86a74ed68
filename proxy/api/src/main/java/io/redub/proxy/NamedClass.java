package io.redub.proxy;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class of the user's that a setting of this process names; never one that a peer named. */
final class NamedClass {
    private static final Set<String> OFF = Set.of("", "false", "0", "null", "n/a");
    private static final Set<String> DEFAULT = Set.of("true", "default");

    private NamedClass() {}

    /** What a setting asks for, or null if it is not set or says that nothing is wanted. */
    static @Nullable String wanted(@Nullable String setting) {
        String text = setting == null ? "" : setting.strip();
        return OFF.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }

    /** Whether it stands for the class beside the interface. */
    static boolean isDefault(String name) {
        return DEFAULT.contains(name);
    }

    /**
     * A class that implements the service's interface.
     *
     * @param name of the class; {@code true} or {@code default} for the interface's with {@code
     *     suffix}
     * @throws RpcException with the code CONFIGURATION if there is none
     */
    static <T> Class<? extends T> of(Class<T> type, String key, String name, String suffix) {
        String className = DEFAULT.contains(name) ? type.getName() + suffix : name;
        Class<?> found = load(key, className, type);
        if (!type.isAssignableFrom(found)) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    key + ": class " + className + " does not implement " + type.getName());
        }
        return found.asSubclass(type);
    }

    /** Looked for where the interface is, then where the application is. */
    static Class<?> load(String key, String className, Class<?> type) {
        Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(type.getClassLoader());
        loaders.add(Thread.currentThread().getContextClassLoader());
        for (ClassLoader loader : loaders) {
            try {
                return Class.forName(className, true, loader);
            } catch (ClassNotFoundException | LinkageError next) {
                continue;
            }
        }
        throw new RpcException(
                StatusCode.CONFIGURATION,
                key
                        + ": there is no class "
                        + className
                        + " (write one, or name yours: "
                        + key
                        + "=com.example.Name)");
    }
}
