package io.redub.config;

import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, for messages and for {@code explain}.
 *
 * @param text such as {@code provider.xml:12} or {@code -Dredub.protocol.port}
 */
public record Place(Source source, String text) {
    private static final @Nullable CodeSource HERE =
            Place.class.getProtectionDomain().getCodeSource();

    /** A place in a file or an annotation that declares elements. */
    public static Place declared(String text) {
        return new Place(Source.DECLARED, text);
    }

    /** The line of the user's code that is calling this module now. */
    static Place caller() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(Place::isOutside).findFirst())
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .map(Place::declared)
                .orElse(declared("the Java API"));
    }

    private static boolean isOutside(StackWalker.StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return !type.getName().startsWith("java.")
                && !Objects.equals(type.getProtectionDomain().getCodeSource(), HERE);
    }

    @Override
    public String toString() {
        return text;
    }
}
