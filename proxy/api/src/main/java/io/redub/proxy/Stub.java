package io.redub.proxy;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The user's own object in the consumer, around the reference: it may check, cache or answer before
 * a call leaves. Named by the settings {@code stub} or, the older word, {@code local}.
 */
public final class Stub {
    private Stub() {}

    /**
     * What users get for {@code proxy}: an object of the class that the settings name, or the proxy
     * itself if they name none.
     *
     * @param stub {@code true} for {@code <interface>Stub}, or the name of a class with a public
     *     constructor that takes the interface; null, empty or {@code false} for none
     * @param local the same, with {@code <interface>Local}; counts where {@code stub} is not set
     * @throws RpcException with the code CONFIGURATION if there is no such class or constructor
     */
    public static <T> T around(
            Class<T> type, T proxy, @Nullable String stub, @Nullable String local) {
        String name = NamedClass.wanted(stub);
        if (name != null) {
            return make(type, proxy, "stub", name, "Stub");
        }
        String older = NamedClass.wanted(local);
        return older == null ? proxy : make(type, proxy, "local", older, "Local");
    }

    private static <T> T make(Class<T> type, T proxy, String key, String name, String suffix) {
        Class<? extends T> found = NamedClass.of(type, key, name, suffix);
        try {
            Constructor<? extends T> constructor = found.getConstructor(type);
            return constructor.newInstance(proxy);
        } catch (NoSuchMethodException e) {
            throw wrong(key, found, "has no public constructor that takes " + type.getName(), e);
        } catch (InvocationTargetException e) {
            throw wrong(key, found, "failed in its constructor: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw wrong(key, found, "cannot be made: " + e.getMessage() + " (make it public)", e);
        }
    }

    private static RpcException wrong(
            String key, Class<?> found, String problem, @Nullable Throwable cause) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                key + ": class " + found.getName() + " " + problem,
                cause == null ? new IllegalStateException(problem) : cause);
    }
}
