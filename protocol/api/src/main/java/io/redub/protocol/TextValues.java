package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values as people write them into settings, made to fit a declared type: {@code null}, {@code
 * empty}, numbers, {@code true}, text in quotes or without, JSON. Objects are made of JSON as for
 * generic calls: of the classes that the service's own signatures name. Immutable and thread-safe.
 */
public final class TextValues {
    private final AllowedTypes types;

    public TextValues(ServiceModel service, URL url) {
        this.types = ServiceWorld.of(service, url);
    }

    /**
     * A new value at each call. Null is 0 or false for a primitive type; whatever it is, it is null
     * for void.
     *
     * @throws IllegalArgumentException if the text is no value of the type
     */
    public @Nullable Object read(String text, Type type) {
        Target target = Target.of(type);
        if (target.raw() == void.class || target.raw() == Void.class) {
            return null;
        }
        try {
            if (text.equals("null")) {
                return target.raw().isPrimitive() ? zero(target) : null;
            }
            return convert(text.equals("empty") ? empty(target) : plain(text), target);
        } catch (ConversionException e) {
            throw new IllegalArgumentException(
                    text + " as " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Object convert(@Nullable Object plain, Target target) {
        return new Realisation(types).value(plain, target);
    }

    private static @Nullable Object plain(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return JsonText.read(text);
        } else if (isQuoted(text, '"') || isQuoted(text, '\'')) {
            return text.substring(1, text.length() - 1);
        } else if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return JsonText.isNumber(text) ? JsonText.number(text) : text;
    }

    private static boolean isQuoted(String text, char quote) {
        int last = text.length() - 1;
        return last > 0 && text.charAt(0) == quote && text.charAt(last) == quote;
    }

    private @Nullable Object zero(Target target) {
        Class<?> raw = target.raw();
        return convert(
                raw == boolean.class ? false : raw == char.class ? "\0" : (Object) 0L, target);
    }

    private @Nullable Object empty(Target target) {
        Class<?> raw = target.raw();
        if (raw.isPrimitive()) {
            return zero(target);
        } else if (raw == String.class || raw == CharSequence.class) {
            return "";
        } else if (raw.isArray() || Iterable.class.isAssignableFrom(raw) && isContainer(raw)) {
            return List.of();
        } else if (raw == Optional.class) {
            return Optional.empty();
        }
        return PlainValues.knows(raw) || raw.isEnum() || raw == Object.class ? null : Map.of();
    }

    private static boolean isContainer(Class<?> raw) {
        return raw == Iterable.class || Collection.class.isAssignableFrom(raw);
    }
}
