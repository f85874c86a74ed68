package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.ValueType.Part;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** What java.util.concurrent.atomic holds at the moment of writing. */
final class AtomicTypes {
    private static final TypeNode INTS = TypeNode.of(int[].class);
    private static final TypeNode LONGS = TypeNode.of(long[].class);

    static final List<ValueType<?>> ALL =
            List.of(
                    ValueType.of(
                                    AtomicInteger.class,
                                    "java.util.concurrent.atomic.AtomicInteger",
                                    Part.ints("value"),
                                    (out, v) -> out.writeInt(v.get()),
                                    v -> new AtomicInteger(v.intAt(0)))
                            .shared(),
                    ValueType.of(
                                    AtomicLong.class,
                                    "java.util.concurrent.atomic.AtomicLong",
                                    List.of(new Part("value", long.class)),
                                    (out, v) -> out.writeLong(v.get()),
                                    v -> new AtomicLong(v.longAt(0)))
                            .shared(),
                    ValueType.of(
                                    AtomicBoolean.class,
                                    "java.util.concurrent.atomic.AtomicBoolean",
                                    Part.ints("value"),
                                    (out, v) -> out.writeInt(v.get() ? 1 : 0),
                                    v -> new AtomicBoolean(v.intAt(0) != 0))
                            .shared(),
                    ValueType.of(
                                    LongAdder.class,
                                    "java.util.concurrent.atomic.LongAdder$SerializationProxy",
                                    List.of(new Part("value", long.class)),
                                    (out, v) -> out.writeLong(v.sum()),
                                    v -> adder(v.longAt(0)))
                            .redubOnly("Dubbo 2.7 cannot read it; send its sum"),
                    ValueType.of(
                                    DoubleAdder.class,
                                    "java.util.concurrent.atomic.DoubleAdder$SerializationProxy",
                                    List.of(new Part("value", double.class)),
                                    (out, v) -> out.writeDouble(v.sum()),
                                    v -> adder(v.doubleAt(0)))
                            .redubOnly("Dubbo 2.7 cannot read it; send its sum"),
                    ValueType.of(
                                    AtomicIntegerArray.class,
                                    "java.util.concurrent.atomic.AtomicIntegerArray",
                                    List.of(new Part("array", INTS)),
                                    (out, v) -> PrimitiveArrays.write(out, copy(v)),
                                    v -> new AtomicIntegerArray(v.at(0, int[].class)))
                            .shared()
                            .redubOnly("Dubbo 2.7 cannot read it; send an int[]"),
                    ValueType.of(
                                    AtomicLongArray.class,
                                    "java.util.concurrent.atomic.AtomicLongArray",
                                    List.of(new Part("array", LONGS)),
                                    (out, v) -> PrimitiveArrays.write(out, copy(v)),
                                    v -> new AtomicLongArray(v.at(0, long[].class)))
                            .shared()
                            .redubOnly("Dubbo 2.7 cannot read it; send a long[]"));

    private AtomicTypes() {}

    private static int[] copy(AtomicIntegerArray array) {
        int[] copy = new int[array.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = array.get(i);
        }
        return copy;
    }

    private static long[] copy(AtomicLongArray array) {
        long[] copy = new long[array.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = array.get(i);
        }
        return copy;
    }

    private static LongAdder adder(long sum) {
        LongAdder adder = new LongAdder();
        adder.add(sum);
        return adder;
    }

    private static DoubleAdder adder(double sum) {
        DoubleAdder adder = new DoubleAdder();
        adder.add(sum);
        return adder;
    }
}
