package io.redub.serialize.hessian2;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.text.ParseException;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's part of a throwable, whose fields are closed: what it holds beyond message and cause,
 * how that is asked for, and the constructor that sets it. A user's exception is made by the
 * constructor of the JDK class it extends.
 *
 * @param type the JDK class; the nearest superclass of a throwable counts
 * @param extras names of its own fields on the wire
 * @param split their values
 * @param message the text of the field detailMessage; null: what getMessage says
 * @param parameters of the constructor
 * @param arguments where each parameter comes from: an index into extras, {@link #MESSAGE} or
 *     {@link #CAUSE}
 */
record ThrowableBase(
        Class<?> type,
        List<ValueType.Part> extras,
        Function<Throwable, @Nullable Object[]> split,
        @Nullable Function<Throwable, @Nullable String> message,
        List<Class<?>> parameters,
        List<Integer> arguments) {

    static final int MESSAGE = -1;
    static final int CAUSE = -2;

    private static final ThrowableBase PLAIN =
            new ThrowableBase(
                    Throwable.class,
                    List.of(),
                    e -> new Object[0],
                    null,
                    List.of(String.class),
                    List.of(MESSAGE));

    private static final List<ThrowableBase> SPECIAL = new ArrayList<>();

    static {
        SPECIAL.add(
                new ThrowableBase(
                        DateTimeParseException.class,
                        parts("parsedString", String.class, "errorIndex", int.class),
                        e -> {
                            DateTimeParseException x = (DateTimeParseException) e;
                            return new Object[] {x.getParsedString(), x.getErrorIndex()};
                        },
                        null,
                        List.of(String.class, CharSequence.class, int.class),
                        List.of(MESSAGE, 0, 1)));
        SPECIAL.add(
                new ThrowableBase(
                        URISyntaxException.class,
                        parts("input", String.class, "index", int.class),
                        e -> {
                            URISyntaxException x = (URISyntaxException) e;
                            return new Object[] {x.getInput(), x.getIndex()};
                        },
                        e -> ((URISyntaxException) e).getReason(),
                        List.of(String.class, String.class, int.class),
                        List.of(0, MESSAGE, 1)));
        SPECIAL.add(
                new ThrowableBase(
                        InvalidPathException.class,
                        parts("input", String.class, "index", int.class),
                        e -> {
                            InvalidPathException x = (InvalidPathException) e;
                            return new Object[] {x.getInput(), x.getIndex()};
                        },
                        e -> ((InvalidPathException) e).getReason(),
                        List.of(String.class, String.class, int.class),
                        List.of(0, MESSAGE, 1)));
        SPECIAL.add(
                new ThrowableBase(
                        FileSystemException.class,
                        parts("file", String.class, "other", String.class),
                        e -> {
                            FileSystemException x = (FileSystemException) e;
                            return new @Nullable Object[] {x.getFile(), x.getOtherFile()};
                        },
                        e -> ((FileSystemException) e).getReason(),
                        List.of(String.class, String.class, String.class),
                        List.of(0, 1, MESSAGE)));
        SPECIAL.add(
                new ThrowableBase(
                        MissingResourceException.class,
                        parts("className", String.class, "key", String.class),
                        e -> {
                            MissingResourceException x = (MissingResourceException) e;
                            return new Object[] {x.getClassName(), x.getKey()};
                        },
                        null,
                        List.of(String.class, String.class, String.class),
                        List.of(MESSAGE, 0, 1)));
        SPECIAL.add(
                new ThrowableBase(
                        ParseException.class,
                        List.of(new ValueType.Part("errorOffset", int.class)),
                        e -> new Object[] {((ParseException) e).getErrorOffset()},
                        null,
                        List.of(String.class, int.class),
                        List.of(MESSAGE, 0)));
        for (Class<?> wrapper :
                List.of(InvocationTargetException.class, UndeclaredThrowableException.class)) {
            SPECIAL.add(
                    new ThrowableBase(
                            wrapper,
                            List.of(),
                            e -> new Object[0],
                            null,
                            List.of(Throwable.class, String.class),
                            List.of(CAUSE, MESSAGE)));
        }
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            SPECIAL.add(SqlThrowables.BASE);
        }
    }

    /** The base whose constructor makes a {@code type}. */
    static ThrowableBase of(Class<?> type) {
        for (ThrowableBase base : SPECIAL) {
            if (base.type.isAssignableFrom(type)) {
                return base;
            }
        }
        return PLAIN;
    }

    boolean takesCause() {
        return arguments.contains(CAUSE);
    }

    static List<ValueType.Part> parts(String a, Class<?> typeA, String b, Class<?> typeB) {
        return List.of(new ValueType.Part(a, typeA), new ValueType.Part(b, typeB));
    }
}
