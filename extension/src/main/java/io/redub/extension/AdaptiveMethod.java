package io.redub.extension;

import io.redub.url.URL;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the extension for one method of a generated adaptive class, from the argument that has a
 * URL and, if there is one, the argument that names a remote method.
 */
final class AdaptiveMethod
        implements BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> {
    private static final List<String> USUAL_GETTERS = List.of("getUrl", "getURL", "url");

    private final ExtensionLoader<?> loader;
    private final Method method;
    private final List<String> keys;
    private final @Nullable Method getter;

    /** Index of the argument with the URL; -1 if the method is not adaptive. */
    final int urlArgument;

    /** Index of the {@link MethodNamed} argument; -1 if there is none. */
    final int namingArgument;

    /**
     * @throws IllegalStateException if the method is annotated but no argument has a URL
     */
    AdaptiveMethod(ExtensionLoader<?> loader, Class<?> point, Method method) {
        this.loader = loader;
        this.method = method;
        Adaptive adaptive = method.getAnnotation(Adaptive.class);
        Class<?>[] types = method.getParameterTypes();
        if (adaptive == null) {
            keys = List.of();
            getter = null;
            urlArgument = -1;
            namingArgument = -1;
            return;
        }
        keys =
                adaptive.value().length > 0
                        ? List.of(adaptive.value())
                        : List.of(keyOf(point.getSimpleName()));
        int direct = Arrays.asList(types).indexOf(URL.class);
        int indirect = -1;
        Method found = null;
        for (int i = 0; i < types.length && direct < 0 && found == null; i++) {
            indirect = i;
            found = getterOf(types[i]);
        }
        if (direct < 0 && found == null) {
            throw new IllegalStateException(
                    method
                            + " is @Adaptive, but has no parameter of type "
                            + URL.class.getName()
                            + " or with a public method without parameters that returns one");
        }
        urlArgument = direct < 0 ? indirect : direct;
        getter = found;
        int naming = -1;
        for (int i = 0; i < types.length && naming < 0; i++) {
            naming = MethodNamed.class.isAssignableFrom(types[i]) ? i : -1;
        }
        namingArgument = naming;
    }

    @Override
    public Object apply(@Nullable Object holder, @Nullable Object naming) {
        if (urlArgument < 0) {
            throw new UnsupportedOperationException(
                    "The adaptive extension of "
                            + loader.getType().getName()
                            + " cannot answer "
                            + method.getName()
                            + "(), which is not annotated @Adaptive: no URL says"
                            + " which extension is meant; ask getExtension(name) for that one");
        }
        URL url = urlOf(holder);
        String name = nameFrom(url, naming == null ? null : ((MethodNamed) naming).methodName());
        if (name == null) {
            throw new IllegalStateException(
                    "No extension of "
                            + loader.getType().getName()
                            + " is named for "
                            + method.getName()
                            + "(): looked for "
                            + keys
                            + " in "
                            + url.toRedactedString()
                            + ", and @SPI has no default; known are "
                            + loader.getSupportedExtensions().keySet());
        }
        return loader.getExtension(name);
    }

    private URL urlOf(@Nullable Object holder) {
        Object url = holder;
        if (holder != null && getter != null) {
            try {
                url = getter.invoke(holder);
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new IllegalStateException(getter + " failed, so no extension is chosen", e);
            }
        }
        if (url == null) {
            throw new IllegalArgumentException(
                    "argument "
                            + (urlArgument + 1)
                            + " of "
                            + method
                            + (holder == null ? " is null" : " has null for a URL")
                            + " (expected: a URL, by which the extension is chosen)");
        }
        return (URL) url;
    }

    private @Nullable String nameFrom(URL url, @Nullable String remoteMethod) {
        for (String key : keys) {
            String value;
            if (key.equals("protocol")) {
                value = url.getProtocol();
            } else if (remoteMethod == null) {
                value = url.getParameter(key);
            } else {
                value = url.getMethodParameter(remoteMethod, key);
            }
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return loader.getDefaultExtensionName();
    }

    private static @Nullable Method getterOf(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(m -> m.getParameterCount() == 0 && m.getReturnType() == URL.class)
                .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isBridge())
                .min(
                        Comparator.comparing((Method m) -> !USUAL_GETTERS.contains(m.getName()))
                                .thenComparing(Method::getName))
                .filter(Method::trySetAccessible)
                .orElse(null);
    }

    /** {@code LoadBalance} gives {@code load.balance}. */
    static String keyOf(String simpleName) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < simpleName.length(); i++) {
            char c = simpleName.charAt(i);
            if (i > 0 && Character.isUpperCase(c)) {
                key.append('.');
            }
            key.append(c);
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
