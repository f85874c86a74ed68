package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Sets of enum constants: the constants and their class, which an empty set needs too. */
final class EnumSetCodec extends Codec implements ObjectForm {
    static final EnumSetCodec INSTANCE = new EnumSetCodec();
    static final String NAME = "com.alibaba.com.caucho.hessian.io.EnumSetHandler";

    /** The form of Java serialization, which Caucho writes. */
    static final String PROXY = "java.util.EnumSet$SerializationProxy";

    /** The first two are hessian-lite's, and written; the others are the proxy's. */
    private static final List<String> NAMES = List.of("objects", "type", "elements", "elementType");

    private static final WireName DEFINITION = WireName.ofDefinition(NAME, NAMES.subList(0, 2));
    private static final WireName FOR_CAUCHO =
            WireName.ofDefinition(PROXY, List.of("elementType", "elements"));
    private static final WireName ENUMS = WireName.ofType("[java.lang.Enum");
    private static final WireName LINKED = WireName.ofType("java.util.LinkedHashSet");
    private static final WireName OBJECTS = WireName.ofType("[object");
    private static final TypeNode[] TYPES = {TypeNode.of(Object[].class), TypeNode.of(Class.class)};

    private EnumSetCodec() {}

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        EnumSet<?> set = (EnumSet<?>) value;
        if (out.caucho()) {
            writeForCaucho(out, set, declared);
            return;
        }
        out.skipRef();
        out.writeObjectHead(DEFINITION);
        out.skipRef();
        out.writeListHead(OBJECTS, set.size());
        for (Object constant : set) {
            out.writeValue(constant, TypeNode.ANY);
        }
        out.writeValue(universe(set), TypeNode.ANY);
    }

    /**
     * Any set of the same constants is equal. Where the receiver wants this very class, it needs
     * the form of Java serialization, which works only if java.util is open to it; no reference
     * leads from there to the other form.
     */
    private static void writeForCaucho(ValueWriter out, EnumSet<?> set, TypeNode declared) {
        if (EnumSet.class.isAssignableFrom(declared.raw)) {
            out.skipRef();
            out.writeObjectHead(FOR_CAUCHO);
            out.writeValue(universe(set), TypeNode.ANY);
            out.skipRef();
            out.writeListHead(ENUMS, set.size());
        } else if (out.wroteRef(set)) {
            return;
        } else {
            out.writeListHead(LINKED, set.size());
        }
        for (Object constant : set) {
            out.writeValue(constant, TypeNode.ANY);
        }
    }

    /** The set knows its enum, but tells it only through its elements or those it lacks. */
    private static Class<?> universe(EnumSet<?> set) {
        EnumSet<?> some = set.isEmpty() ? EnumSet.complementOf(set) : set;
        if (some.isEmpty()) {
            throw new SerializationException(
                    "an EnumSet of an enum without constants cannot be sent; leave it out");
        }
        return some.iterator().next().getDeclaringClass();
    }

    @Override
    public List<String> fieldNames() {
        return NAMES;
    }

    @Override
    public Object read(ValueReader in, Definition def, TypeNode declared) {
        int number = in.reserveRef();
        Object[] parts = new Object[2];
        in.enterValue();
        for (int slot : def.slots()) {
            Object part = in.readValue(slot < 0 ? TypeNode.DROPPED : TYPES[slot & 1]);
            if (slot >= 0 && part != null) {
                parts[slot & 1] = part;
            }
        }
        in.leaveValue();
        if (!(parts[0] instanceof Object[] objects)
                || !(parts[1] instanceof Class<?> type)
                || !type.isEnum()) {
            throw new SerializationException("an EnumSet lacks its constants or its enum");
        }
        Object made = make(type, objects);
        in.setRef(number, made);
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object make(Class type, Object[] objects) {
        EnumSet set = EnumSet.noneOf(type);
        for (Object each : objects) {
            if (!type.isInstance(each)) {
                throw new SerializationException(
                        "an EnumSet of %s holds something else".formatted(type.getName()));
            }
        }
        set.addAll(Arrays.asList(objects));
        return set;
    }
}
