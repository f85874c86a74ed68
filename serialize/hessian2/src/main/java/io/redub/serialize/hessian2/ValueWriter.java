package io.redub.serialize.hessian2;

import io.redub.serialize.Dialect;
import io.redub.serialize.SerializationException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes graphs of values: the tables of references, classes and type names of one message, and the
 * descent. The descent is recursive for the first {@link #RECURSION} levels, which is fast, and
 * keeps a stack of its own below, so that a chain of a million nodes is merely long. Not
 * thread-safe.
 */
final class ValueWriter extends ScalarWriter {
    static final int RECURSION = 64;

    private final WrittenRefs refs = new WrittenRefs();

    /** By id of a name: the stamp of a message, and the index the name has in it. */
    private long[] indexes = new long[64];

    private int stamp = 1;
    private int types;
    private int definitions;
    private int depth;
    private boolean redub;
    private boolean caucho;

    void begin(Dialect dialect) {
        end();
        redub = dialect == Dialect.REDUB;
        caucho = dialect == Dialect.CAUCHO;
    }

    void end() {
        resetBytes();
        refs.clear();
        types = 0;
        definitions = 0;
        depth = 0;
        if (++stamp == Integer.MAX_VALUE) {
            Arrays.fill(indexes, 0);
            stamp = 1;
        }
    }

    /** Whether a Redub peer reads, so that nothing need be given up for Dubbo's sake. */
    boolean redub() {
        return redub;
    }

    /** Whether Caucho's library reads, which knows the erasure of what is declared. */
    boolean caucho() {
        return caucho;
    }

    /** Whether a Dubbo peer may read. */
    boolean dubbo() {
        return !redub && !caucho;
    }

    private Codec codec(Class<?> type, TypeNode declared) {
        return caucho ? CauchoCodecs.of(this, type, declared) : declared.codec(type);
    }

    void writeValue(@Nullable Object value, TypeNode declared) {
        if (value == null) {
            writeNull();
            return;
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            writeString((String) value);
        } else if (type == Integer.class) {
            writeInt((Integer) value);
        } else {
            codec(type, declared).write(this, value, declared);
        }
    }

    void writeStringMap(Map<String, ?> map) {
        skipRef();
        put(Tag.MAP);
        for (Map.Entry<String, ?> entry : map.entrySet()) {
            writeString(entry.getKey());
            writeValue(entry.getValue(), TypeNode.ANY);
        }
        put(Tag.END);
    }

    /** Writes a reference if {@code value} was written before; else it has its number from now. */
    boolean wroteRef(Object value) {
        int number = refs.find(value);
        if (number < 0) {
            return false;
        }
        put(Tag.REF);
        writeInt(number);
        return true;
    }

    /** Takes a number for a value that is written anew each time. */
    void skipRef() {
        refs.skip();
    }

    /** One level down by recursion; false if the stack has had enough. */
    boolean enter() {
        if (depth == RECURSION) {
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    /** Writes a value whose reference is taken, and all below it, without recursion. */
    void writeDeep(Codec.Nested codec, Object root, TypeNode declared) {
        Deque<Children> open = new ArrayDeque<>();
        open.push(codec.open(this, root, declared));
        while (!open.isEmpty()) {
            Children current = open.element();
            if (!current.next(this)) {
                open.pop();
                continue;
            }
            Object child = current.value;
            if (child == null) {
                writeNull();
                continue;
            }
            Codec next = codec(child.getClass(), current.type);
            if (!(next instanceof Codec.Nested nested)) {
                next.write(this, child, current.type);
            } else if (!wroteRef(child)) {
                open.push(nested.open(this, child, current.type));
            }
        }
    }

    /** Writes the head of an object: its class definition, if new to the message, and its index. */
    void writeObjectHead(WireName definition) {
        int index = indexOf(definition);
        if (index < 0) {
            index = definitions++;
            remember(definition, index);
            putRaw(definition.encoded);
        }
        if (index < 16) {
            put(Tag.OBJECT_16 + index);
        } else {
            put(Tag.OBJECT);
            writeInt(index);
        }
    }

    /** Writes the head of a list of {@code size} values; without a type it is an ArrayList. */
    void writeListHead(@Nullable WireName type, int size) {
        boolean small = size < 8;
        if (type == null) {
            put(small ? Tag.LIST_8 + size : Tag.LIST);
        } else {
            put(small ? Tag.TYPED_LIST_8 + size : Tag.TYPED_LIST);
            writeType(type);
        }
        if (!small) {
            writeInt(size);
        }
    }

    /** Writes the head of a map; without a type it is a HashMap. */
    void writeMapHead(@Nullable WireName type) {
        if (type == null) {
            put(Tag.MAP);
        } else {
            put(Tag.TYPED_MAP);
            writeType(type);
        }
    }

    private void writeType(WireName type) {
        int index = indexOf(type);
        if (index >= 0) {
            writeInt(index);
        } else {
            remember(type, types++);
            putRaw(type.encoded);
        }
    }

    private int indexOf(WireName name) {
        if (name.id >= indexes.length) {
            return -1;
        }
        long entry = indexes[name.id];
        return (int) (entry >>> 32) == stamp ? (int) entry : -1;
    }

    private void remember(WireName name, int index) {
        if (name.id >= indexes.length) {
            indexes = Arrays.copyOf(indexes, Math.max(name.id + 1, indexes.length * 2));
        }
        indexes[name.id] = (long) stamp << 32 | index;
    }

    SerializationException refused(Class<?> type, String why) {
        return new SerializationException(
                "a %s cannot be sent to a %s peer: %s"
                        .formatted(
                                type.getTypeName(),
                                redub ? "Redub" : caucho ? "Caucho" : "Dubbo",
                                why));
    }
}
