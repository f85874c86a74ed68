package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JDK value that crosses the wire as a small object: its name there, its parts, how it is taken
 * apart and put together through the JDK's public methods. Immutable and thread-safe.
 *
 * @param <T> the JDK class
 */
final class ValueType<T> extends Codec implements ObjectForm {
    /** Whether a Dubbo peer can read it. */
    private enum Reach {
        ALL,
        REDUB
    }

    private static final MethodHandle READ_FIELD;

    static {
        try {
            READ_FIELD =
                    MethodHandles.lookup()
                            .findVirtual(
                                    ValueType.class,
                                    "readField",
                                    MethodType.methodType(
                                            Object.class,
                                            Function.class,
                                            ValueReader.class,
                                            TypeNode.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Class<T> type;
    final String wireName;
    private final WireName definition;
    private final BiConsumer<ValueWriter, T> write;

    private List<String> names;
    private TypeNode[] parts;
    private Function<Values, T> make;
    private WireName exactDefinition;
    private BiConsumer<ValueWriter, T> exactWrite;

    private boolean shared;
    private Reach reach = Reach.ALL;
    private String whyNot = "";
    private @Nullable Function<ValueReader, T> inOrder;

    private ValueType(
            Class<T> type,
            String wireName,
            List<Part> parts,
            BiConsumer<ValueWriter, T> write,
            Function<Values, T> make) {
        this.type = type;
        this.wireName = wireName;
        this.names = parts.stream().map(Part::name).toList();
        this.parts = parts.stream().map(Part::type).toArray(TypeNode[]::new);
        this.definition = WireName.ofDefinition(wireName, names);
        this.exactDefinition = definition;
        this.write = write;
        this.exactWrite = write;
        this.make = make;
    }

    /** One field on the wire. */
    record Part(String name, TypeNode type) {
        Part(String name, Class<?> type) {
            this(name, TypeNode.of(type));
        }

        static List<Part> ints(String... names) {
            return List.of(names).stream().map(n -> new Part(n, int.class)).toList();
        }
    }

    static <T> ValueType<T> of(
            Class<T> type,
            String wireName,
            List<Part> parts,
            BiConsumer<ValueWriter, T> write,
            Function<Values, T> make) {
        return new ValueType<>(type, wireName, parts, write, make);
    }

    /** The peers write the second occurrence of one object as a reference. */
    ValueType<T> shared() {
        shared = true;
        return this;
    }

    /** Dubbo's releases cannot read it. */
    ValueType<T> redubOnly(String why) {
        reach = Reach.REDUB;
        whyNot = why;
        return this;
    }

    /** What Redub peers get instead: the same with parts that Dubbo's form has no room for. */
    ValueType<T> exact(
            List<Part> all, BiConsumer<ValueWriter, T> exactly, Function<Values, T> from) {
        names = all.stream().map(Part::name).toList();
        parts = all.stream().map(Part::type).toArray(TypeNode[]::new);
        exactDefinition = WireName.ofDefinition(wireName, names);
        exactWrite = exactly;
        make = from;
        return this;
    }

    /** What peers may write instead; what is written stays. */
    ValueType<T> reads(List<Part> all, Function<Values, T> from) {
        names = all.stream().map(Part::name).toList();
        parts = all.stream().map(Part::type).toArray(TypeNode[]::new);
        make = from;
        return this;
    }

    /** How to read it when all parts come in this order: no array of parts in between. */
    ValueType<T> fast(Function<ValueReader, T> reader) {
        inOrder = reader;
        return this;
    }

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (reach == Reach.REDUB && out.dubbo()) {
            throw out.refused(type, whyNot);
        }
        if (!shared) {
            out.skipRef();
        } else if (out.wroteRef(value)) {
            return;
        }
        writeParts(out, value);
    }

    /** Writes what comes before the parts of a value that no one will refer to. */
    void head(ValueWriter out) {
        out.skipRef();
        out.writeObjectHead(definition);
    }

    @SuppressWarnings("unchecked")
    private void writeParts(ValueWriter out, Object value) {
        if (out.redub()) {
            out.writeObjectHead(exactDefinition);
            exactWrite.accept(out, (T) value);
        } else {
            out.writeObjectHead(definition);
            write.accept(out, (T) value);
        }
    }

    @Override
    public List<String> fieldNames() {
        return names;
    }

    @Override
    public Object read(ValueReader in, Definition def, TypeNode declared) {
        int number = in.reserveRef();
        in.enterValue();
        T value = def.inOrder() && inOrder != null ? inOrder.apply(in) : assemble(in, def);
        in.leaveValue();
        in.setRef(number, value);
        return value;
    }

    /** Reads a part of another value, which normally is of this type. */
    T readPart(ValueReader in, TypeNode node) {
        Definition def = in.nextObject();
        Function<ValueReader, T> fast = inOrder;
        if (def == null || def.form() != this || !def.inOrder() || fast == null) {
            Object value = def == null ? in.readValue(node) : in.object(def, node, true);
            if (!type.isInstance(value)) {
                throw in.malformed("got null (expected: %s)".formatted(type.getName()));
            }
            return type.cast(value);
        }
        int number = in.reserveRef();
        T value = fast.apply(in);
        in.setRef(number, value);
        return value;
    }

    /**
     * Reads a field of this type: what {@link #read} does, but ready to be compiled into the reader
     * of an object. Null if there is no fast way.
     */
    @Nullable MethodHandle fieldReader() {
        return inOrder == null ? null : MethodHandles.insertArguments(READ_FIELD, 0, this, inOrder);
    }

    private @Nullable Object readField(
            Function<ValueReader, T> fast, ValueReader in, TypeNode node) {
        Definition def = in.nextObject();
        if (def == null) {
            return in.readValue(node);
        }
        if (def.form() != this || !def.inOrder()) {
            return in.object(def, node, true);
        }
        int number = in.reserveRef();
        T value = fast.apply(in);
        in.setRef(number, value);
        return value;
    }

    private T assemble(ValueReader in, Definition def) {
        @Nullable Object[] values = new Object[parts.length];
        for (int slot : def.slots()) {
            Object value = in.readValue(slot < 0 ? TypeNode.DROPPED : parts[slot]);
            if (slot >= 0) {
                values[slot] = value;
            }
        }
        try {
            return make.apply(new Values(type, values));
        } catch (SerializationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SerializationException(
                    "the parts of a %s make none: %s"
                            .formatted(type.getName(), e.getClass().getName()),
                    e);
        }
    }
}
