package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import io.redub.serialize.UnknownThrowable;
import io.redub.serialize.WireNames;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Throwables, without touching the JDK's fields: read through its getters, made by running only the
 * constructor of the JDK class they extend. The fields stand in Dubbo's order; no cause is a
 * reference of the throwable to itself.
 */
final class ThrowableCodec extends Codec.Nested implements ObjectForm {
    private static final ClassValue<ThrowableCodec> ALL =
            new ClassValue<>() {
                @Override
                protected ThrowableCodec computeValue(Class<?> type) {
                    return new ThrowableCodec(type);
                }
            };

    private static final FieldPlan[] NO_FIELDS = {};
    private static final TypeNode FRAMES = TypeNode.of(StackTraceElement[].class);
    private static final int SUPPRESSED = 0;
    private static final int STACK_TRACE = 1;

    private final Class<?> type;
    private final ThrowableBase base;
    private final FieldPlan[] fields;
    private final List<String> names = new ArrayList<>();
    private final TypeNode[] types;
    private final WireName definition;
    private final MethodHandle make;
    private final @Nullable MethodHandle message;
    private final @Nullable MethodHandle cause;

    /** Where the fields of the user's classes, the cause, the message and the extras stand. */
    private final int[] fieldAt;

    private final int causeAt;
    private final int messageAt;
    private final int extrasAt;

    private ThrowableCodec(Class<?> type) {
        this.type = type;
        this.base = ThrowableBase.of(type);
        this.fields = Jdk.has(type) ? NO_FIELDS : ObjectPlan.of(type).fields;
        TypeNode[] own = Jdk.has(type) ? new TypeNode[0] : ObjectPlan.of(type).types();
        List<TypeNode> order = new ArrayList<>();
        add(order, "suppressedExceptions", TypeNode.SUPPRESSED);
        add(order, "stackTrace", FRAMES);
        this.fieldAt = new int[fields.length];
        int plain = 0;
        while (plain < fields.length && !ObjectPlan.isPlain(fields[plain].type())) {
            fieldAt[plain] = add(order, fields[plain].name(), own[plain]);
            plain++;
        }
        this.causeAt = add(order, "cause", TypeNode.THROWABLE);
        this.messageAt = add(order, "detailMessage", TypeNode.STRING);
        this.extrasAt = order.size();
        base.extras().forEach(extra -> add(order, extra.name(), extra.type()));
        for (int i = plain; i < fields.length; i++) {
            fieldAt[i] = add(order, fields[i].name(), own[i]);
        }
        this.types = order.toArray(TypeNode[]::new);
        this.definition = WireName.ofDefinition(nameOf(type), names);
        this.make =
                ObjectPlan.allocator(type, base.type(), base.parameters().toArray(Class<?>[]::new));
        this.message = base.message() == null ? bare(type, "getMessage", String.class) : null;
        this.cause = base.takesCause() ? null : bare(type, "getCause", Throwable.class);
    }

    static ThrowableCodec of(Class<?> type) {
        return ALL.get(type);
    }

    private int add(List<TypeNode> order, String name, TypeNode node) {
        names.add(name);
        order.add(node);
        return order.size() - 1;
    }

    private static String nameOf(Class<?> type) {
        return type == UnknownThrowable.class
                ? RuntimeException.class.getName()
                : WireNames.installed().nameOf(type);
    }

    /**
     * Throwable's own getter, past what the user's class makes of it: an override that adds to the
     * message would else add to it again at the receiver. Null for the JDK's classes.
     */
    private static @Nullable MethodHandle bare(Class<?> type, String getter, Class<?> returns) {
        Class<?> top = type;
        while (!Jdk.has(top) && !Jdk.has(top.getSuperclass())) {
            top = top.getSuperclass();
        }
        if (Jdk.has(top) || top == UnknownThrowable.class) {
            return null;
        }
        try {
            return MethodHandles.privateLookupIn(top, MethodHandles.lookup())
                    .findSpecial(Throwable.class, getter, MethodType.methodType(returns), top)
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new SerializationException("cannot reach %s.%s".formatted(top, getter), e);
        }
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        out.writeObjectHead(definition);
        @Nullable Object[] values = split((Throwable) value);
        for (int i = 0; i < values.length; i++) {
            out.writeValue(values[i], types[i]);
        }
    }

    @Override
    Children open(ValueWriter out, Object value, TypeNode declared) {
        out.writeObjectHead(definition);
        @Nullable Object[] values = split((Throwable) value);
        return new Children() {
            private int index;

            @Override
            boolean next(ValueWriter writer) {
                if (index == values.length) {
                    return false;
                }
                type = types[index];
                value = values[index++];
                return true;
            }
        };
    }

    private @Nullable Object[] split(Throwable e) {
        @Nullable Object[] values = new Object[types.length];
        Throwable[] suppressed = e.getSuppressed();
        values[SUPPRESSED] =
                suppressed.length == 0
                        ? Collections.emptyList()
                        : new ArrayList<>(Arrays.asList(suppressed));
        values[STACK_TRACE] = e.getStackTrace();
        Object why = cause == null ? e.getCause() : Handles.get(cause, e);
        values[causeAt] = why == null ? e : why;
        values[messageAt] = text(e);
        @Nullable Object[] extras = base.split().apply(e);
        System.arraycopy(extras, 0, values, extrasAt, extras.length);
        for (int i = 0; i < fields.length; i++) {
            values[fieldAt[i]] = Handles.get(fields[i].boxedGet(), e);
        }
        return values;
    }

    private @Nullable Object text(Throwable e) {
        if (e instanceof UnknownThrowable) {
            return e.toString();
        } else if (base.message() != null) {
            return base.message().apply(e);
        }
        return message == null ? e.getMessage() : Handles.get(message, e);
    }

    @Override
    public List<String> fieldNames() {
        return names;
    }

    @Override
    public @Nullable Object read(ValueReader in, Definition def, TypeNode declared) {
        return in.assemble(open(in, def, declared));
    }

    @Override
    public Assembly open(ValueReader in, Definition def, TypeNode declared) {
        OpenThrowable place = new OpenThrowable();
        int number = in.addRef(place);
        return new FieldsAssembly(def, types) {
            @Override
            Object finish(ValueReader reader) {
                Throwable made = make(values, place);
                reader.setRef(number, made);
                place.made(made);
                return made;
            }
        };
    }

    private Throwable make(@Nullable Object[] values, OpenThrowable place) {
        List<Integer> sources = base.arguments();
        @Nullable Object[] arguments = new Object[sources.size()];
        for (int i = 0; i < arguments.length; i++) {
            int source = sources.get(i);
            arguments[i] =
                    source == ThrowableBase.MESSAGE
                            ? values[messageAt]
                            : source == ThrowableBase.CAUSE
                                    ? values[causeAt] instanceof Throwable t ? t : null
                                    : orZero(values[extrasAt + source], base.parameters().get(i));
        }
        Throwable made = (Throwable) Handles.spread(make, arguments);
        for (int i = 0; i < fields.length; i++) {
            MethodHandle setter = fields[i].boxedSet();
            Object value = orZero(values[fieldAt[i]], fields[i].type());
            if (setter != null) {
                Handles.set(setter, made, value);
            }
        }
        complete(made, values, place, base.takesCause() ? -1 : causeAt);
        return made;
    }

    private static @Nullable Object orZero(@Nullable Object value, Class<?> parameter) {
        return value == null && parameter.isPrimitive() ? Zero.of(parameter) : value;
    }

    /** Cause, suppressed ones and trace, by Throwable's public methods. */
    private static void complete(
            Throwable made, @Nullable Object[] values, OpenThrowable place, int causeAt) {
        Object why = causeAt < 0 ? null : values[causeAt];
        if (why instanceof OpenThrowable open && open != place) {
            open.whenMade(made::initCause);
        } else if (why instanceof Throwable known) {
            made.initCause(known);
        }
        if (values[SUPPRESSED] instanceof Collection<?> all) {
            for (Object each : all) {
                if (each instanceof OpenThrowable open && open != place) {
                    open.whenMade(made::addSuppressed);
                } else if (each instanceof Throwable known && known != made) {
                    made.addSuppressed(known);
                }
            }
        }
        made.setStackTrace(
                values[STACK_TRACE] instanceof StackTraceElement[] frames
                        ? frames
                        : new StackTraceElement[0]);
    }

    /** A throwable of a class that is not admitted: what all throwables have. */
    static final class Unknown implements ObjectForm {
        static final Unknown INSTANCE = new Unknown();

        private static final List<String> NAMES =
                List.of("suppressedExceptions", "stackTrace", "cause", "detailMessage");
        private static final TypeNode[] TYPES = {
            TypeNode.SUPPRESSED, FRAMES, TypeNode.THROWABLE, TypeNode.STRING
        };

        @Override
        public List<String> fieldNames() {
            return NAMES;
        }

        @Override
        public @Nullable Object read(ValueReader in, Definition def, TypeNode declared) {
            return in.assemble(open(in, def, declared));
        }

        @Override
        public Assembly open(ValueReader in, Definition def, TypeNode declared) {
            OpenThrowable place = new OpenThrowable();
            int number = in.addRef(place);
            return new FieldsAssembly(def, TYPES) {
                @Override
                Object finish(ValueReader reader) {
                    UnknownThrowable made = new UnknownThrowable(def.name(), (String) values[3]);
                    complete(made, values, place, 2);
                    reader.setRef(number, made);
                    place.made(made);
                    return made;
                }
            };
        }
    }
}
