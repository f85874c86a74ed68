package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of Hessian 1, which Caucho's client sends unless it is told otherwise, into the same
 * ones of Hessian 2, so that one reader with its bounds and its closed world reads both. Objects
 * are maps there, whose fields are known at their end alone; so they get their class definition
 * then, and all definitions go in front of the values. References count alike in both. Of one
 * message; not thread-safe.
 */
final class Hessian1Copy implements ValueCopy {
    private static final int MOST_FIELDS = 65_535;

    private final AllowedTypes types;
    private final int depth;
    private final int mostNames;
    private final ByteBuf definitions = Unpooled.buffer(256);
    private final Map<List<String>, Integer> defined = new HashMap<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final Deque<Container> open = new ArrayDeque<>();

    /** A list, map or object whose values come. */
    private static final class Container {
        /** Of an object: its class and the names of its fields; else null. */
        final @Nullable List<String> definition;

        /** Where the index of an object's definition has its place. */
        final int place;

        /** Of a list with a length: how many values must come still; else negative. */
        int missing;

        boolean atName;

        Container(@Nullable List<String> definition, int place, int missing) {
            this.definition = definition;
            this.place = place;
            this.missing = missing;
            this.atName = definition != null;
        }
    }

    Hessian1Copy(AllowedTypes types) {
        this.types = types;
        this.depth = types.limits().value(Bound.DEPTH);
        this.mostNames = types.limits().value(Bound.CLASSES);
    }

    /** To be put in front of all values. */
    ByteBuf definitions() {
        return definitions;
    }

    @Override
    public void copy(WireInput in, ByteBuf out) throws IOException {
        do {
            Container inner = open.peek();
            if (inner != null && in.peek() == 'z') {
                in.next();
                close(inner, out);
                open.pop();
            } else if (inner != null && inner.definition != null && inner.atName) {
                inner.definition.add(fieldName(in, inner.definition));
                inner.atName = false;
            } else {
                if (inner != null) {
                    inner.atName = inner.definition != null;
                    if (inner.missing >= 0 && --inner.missing < 0) {
                        throw new MalformedHessian("a list with more items than it said");
                    }
                }
                one(in.next(), in, out);
            }
        } while (!open.isEmpty());
    }

    private void one(int tag, WireInput in, ByteBuf out) throws IOException {
        switch (tag) {
            case 'N', 'T', 'F' -> out.writeByte(tag);
            case 'I' -> copy('I', 4, in, out);
            case 'L' -> copy('L', 8, in, out);
            case 'D' -> copy('D', 8, in, out);
            case 'd' -> copy(0x4a, 8, in, out);
            case 'R' -> {
                out.writeByte(0x51);
                copy('I', 4, in, out);
            }
            case 's', 'S', 'x', 'X' -> text(tag, in, out);
            case 'b', 'B' -> bytes(tag, in, out);
            case 'V' -> list(in, out);
            case 'M' -> map(in, out);
            default -> throw new MalformedHessian("tag 0x%02x begins no value".formatted(tag));
        }
    }

    private static void copy(int tag, int length, WireInput in, ByteBuf out) throws IOException {
        out.writeByte(tag);
        in.copy(length, out);
    }

    private static void text(int first, WireInput in, ByteBuf out) throws IOException {
        int tag = first;
        while (true) {
            boolean last = tag == 'S' || tag == 'X';
            if (!last && tag != 's' && tag != 'x') {
                throw new MalformedHessian(
                        "tag 0x%02x (expected: more of a string)".formatted(tag));
            }
            int units = in.next16();
            out.writeByte(last ? 'S' : 'R');
            out.writeShort(units);
            in.copyChars(units, out);
            if (last) {
                return;
            }
            tag = in.next();
        }
    }

    private static void bytes(int first, WireInput in, ByteBuf out) throws IOException {
        int tag = first;
        while (true) {
            if (tag != 'B' && tag != 'b') {
                throw new MalformedHessian(
                        "tag 0x%02x (expected: more of a binary)".formatted(tag));
            }
            int size = in.next16();
            out.writeByte(tag == 'B' ? 'B' : 'A');
            out.writeShort(size);
            in.copy(size, out);
            if (tag == 'B') {
                return;
            }
            tag = in.next();
        }
    }

    private void push(Container inner) {
        if (open.size() >= depth) {
            throw types.limits().exceeded(Bound.DEPTH, types);
        }
        open.push(inner);
    }

    private void list(WireInput in, ByteBuf out) throws IOException {
        String type = type(in);
        int size = -1;
        if (in.peek() == 'l') {
            in.next();
            size = in.next32();
            if (size < 0) {
                throw new MalformedHessian("a list of " + size + " items");
            }
        }
        if (type.isEmpty()) {
            out.writeByte(size < 0 ? 0x57 : 0x58);
        } else {
            out.writeByte(size < 0 ? 0x55 : 'V');
            name(type, out);
        }
        if (size >= 0) {
            integer(size, out);
        }
        push(new Container(null, size < 0 ? -1 : 0, size));
    }

    private void map(WireInput in, ByteBuf out) throws IOException {
        String type = type(in);
        if (type.isEmpty()) {
            out.writeByte('H');
        } else if (isMap(type)) {
            out.writeByte('M');
            name(type, out);
        } else {
            out.writeByte('O');
            List<String> definition = new ArrayList<>();
            definition.add(type);
            push(new Container(definition, out.writerIndex(), -1));
            integer(0, out);
            return;
        }
        push(new Container(null, -1, -1));
    }

    private boolean isMap(String type) {
        Class<?> known = types.find(type);
        return known != null
                ? Map.class.isAssignableFrom(known)
                : type.startsWith("java.util.")
                        && (type.contains("Map")
                                || type.endsWith("Hashtable")
                                || type.endsWith("Properties"));
    }

    private void close(Container ended, ByteBuf out) {
        if (ended.definition == null) {
            if (ended.missing > 0) {
                throw new MalformedHessian("a list with fewer items than it said");
            } else if (ended.place < 0) {
                out.writeByte('Z');
            }
            return;
        } else if (!ended.atName) {
            throw new MalformedHessian("an object with a name and no value");
        }
        Integer index = defined.get(ended.definition);
        if (index == null) {
            index = define(ended.definition);
        }
        out.setByte(ended.place, 'I');
        out.setInt(ended.place + 1, index);
    }

    private int define(List<String> definition) {
        if (defined.size() >= mostNames) {
            throw types.limits().exceeded(Bound.CLASSES, types);
        }
        definitions.writeByte('C');
        string(definition.get(0), definitions);
        integer(definition.size() - 1, definitions);
        for (int i = 1; i < definition.size(); i++) {
            string(definition.get(i), definitions);
        }
        defined.put(definition, defined.size());
        return defined.size() - 1;
    }

    /** The type that may follow the tag of a container; empty if there is none. */
    private static String type(WireInput in) throws IOException {
        if (in.peek() != 't') {
            return "";
        }
        in.next();
        return string(in);
    }

    private static String fieldName(WireInput in, List<String> definition) throws IOException {
        int tag = in.next();
        if (tag != 'S') {
            throw new MalformedHessian("tag 0x%02x (expected: the name of a field)".formatted(tag));
        } else if (definition.size() > MOST_FIELDS) {
            throw new MalformedHessian("an object of more than " + MOST_FIELDS + " fields");
        }
        return string(in);
    }

    /** A length and chars. */
    static String string(WireInput in) throws IOException {
        ByteBuf chars = Unpooled.buffer(32);
        in.copyChars(in.next16(), chars);
        // Names are of classes, fields and methods: no pairs of surrogates are looked for.
        return chars.toString(StandardCharsets.UTF_8);
    }

    /** A type, in words once and then by its number. */
    private void name(String type, ByteBuf out) {
        Integer known = named.putIfAbsent(type, named.size());
        if (known == null) {
            string(type, out);
        } else {
            integer(known, out);
        }
    }

    private static void integer(int value, ByteBuf out) {
        out.writeByte('I');
        out.writeInt(value);
    }

    private static void string(String text, ByteBuf out) {
        out.writeByte('S');
        out.writeShort(text.length());
        out.writeCharSequence(text, StandardCharsets.UTF_8);
    }
}
