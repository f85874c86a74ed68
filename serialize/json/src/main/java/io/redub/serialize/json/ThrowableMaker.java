package io.redub.serialize.json;

import java.lang.reflect.Constructor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * Makes throwables with a message: the JDK's by a constructor, users' as if read by Java
 * serialization, past their own constructors, which may want what nobody knows.
 */
final class ThrowableMaker {
    private static final ClassValue<Optional<ThrowableMaker>> MAKERS =
            new ClassValue<>() {
                @Override
                protected Optional<ThrowableMaker> computeValue(Class<?> type) {
                    return Optional.ofNullable(of(type));
                }
            };

    private final Constructor<?> constructor;

    private ThrowableMaker(Constructor<?> constructor) {
        this.constructor = constructor;
    }

    /** Null if there is no way to make one. */
    static @Nullable Throwable make(Class<?> type, @Nullable String message) {
        ThrowableMaker maker = MAKERS.get(type).orElse(null);
        if (maker == null) {
            return null;
        }
        try {
            Object made =
                    maker.constructor.getParameterCount() == 0
                            ? maker.constructor.newInstance()
                            : maker.constructor.newInstance(message);
            return (Throwable) made;
        } catch (ReflectiveOperationException refused) {
            return null;
        }
    }

    private static @Nullable ThrowableMaker of(Class<?> type) {
        Class<?> ofJdk = type;
        while (!ThrowableFields.isJdk(ofJdk)) {
            ofJdk = ofJdk.getSuperclass();
        }
        Constructor<?> found = constructor(ofJdk);
        if (found == null || type == ofJdk) {
            return found == null ? null : new ThrowableMaker(found);
        }
        Constructor<?> past =
                ReflectionFactory.getReflectionFactory()
                        .newConstructorForSerialization(type, found);
        return past == null ? null : new ThrowableMaker(past);
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        try {
            return type.getConstructor(String.class);
        } catch (NoSuchMethodException noMessage) {
            try {
                return type.getConstructor();
            } catch (NoSuchMethodException none) {
                return null;
            }
        }
    }
}
