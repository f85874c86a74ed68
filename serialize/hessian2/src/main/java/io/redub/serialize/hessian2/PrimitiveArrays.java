package io.redub.serialize.hessian2;

import java.util.Map;
import java.util.function.BiConsumer;

/** Writes arrays of primitives: a typed list each, but bytes and chars have forms of their own. */
final class PrimitiveArrays extends Codec {
    private static final WireName INTS = WireName.ofType("[int");
    private static final WireName LONGS = WireName.ofType("[long");
    private static final WireName SHORTS = WireName.ofType("[short");
    private static final WireName FLOATS = WireName.ofType("[float");
    private static final WireName DOUBLES = WireName.ofType("[double");
    private static final WireName BOOLEANS = WireName.ofType("[boolean");

    static final Map<Class<?>, Codec> ALL =
            Map.of(
                    int[].class,
                    new PrimitiveArrays((out, v) -> ints(out, (int[]) v)),
                    long[].class,
                    new PrimitiveArrays((out, v) -> longs(out, (long[]) v)),
                    short[].class,
                    new PrimitiveArrays((out, v) -> shorts(out, (short[]) v)),
                    float[].class,
                    new PrimitiveArrays((out, v) -> floats(out, (float[]) v)),
                    double[].class,
                    new PrimitiveArrays((out, v) -> doubles(out, (double[]) v)),
                    boolean[].class,
                    new PrimitiveArrays((out, v) -> booleans(out, (boolean[]) v)));

    private final BiConsumer<ValueWriter, Object> items;

    private PrimitiveArrays(BiConsumer<ValueWriter, Object> items) {
        this.items = items;
    }

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        if (!out.wroteRef(value)) {
            items.accept(out, value);
        }
    }

    /** An array that exists only to be written. */
    static void write(ValueWriter out, int[] fresh) {
        out.skipRef();
        ints(out, fresh);
    }

    static void write(ValueWriter out, long[] fresh) {
        out.skipRef();
        longs(out, fresh);
    }

    private static void ints(ValueWriter out, int[] values) {
        out.writeListHead(INTS, values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static void longs(ValueWriter out, long[] values) {
        out.writeListHead(LONGS, values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static void shorts(ValueWriter out, short[] values) {
        out.writeListHead(SHORTS, values.length);
        for (short value : values) {
            out.writeInt(value);
        }
    }

    private static void floats(ValueWriter out, float[] values) {
        out.writeListHead(FLOATS, values.length);
        for (float value : values) {
            out.writeDouble(value);
        }
    }

    private static void doubles(ValueWriter out, double[] values) {
        out.writeListHead(DOUBLES, values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void booleans(ValueWriter out, boolean[] values) {
        out.writeListHead(BOOLEANS, values.length);
        for (boolean value : values) {
            out.writeBoolean(value);
        }
    }
}
