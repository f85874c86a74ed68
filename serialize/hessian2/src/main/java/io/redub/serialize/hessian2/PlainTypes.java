package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import io.redub.serialize.hessian2.ValueType.Part;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;

/** The JDK's values outside java.time, each in the shape that hessian-lite gives it. */
final class PlainTypes {
    private static final String LITE = "com.alibaba.com.caucho.hessian.io.";
    private static final String CAUCHO = "com.caucho.hessian.io.";
    private static final String NO_READER = "no released version reads it; send its value instead";

    /** Reading decimal digits takes quadratic time. */
    private static final int DIGITS = 10_000;

    private static final TypeNode INTS = TypeNode.of(int[].class);
    private static final TypeNode LONGS = TypeNode.of(long[].class);

    static final ValueType<Byte> BYTE = handle(Byte.class, "ByteHandle", byte.class);
    static final ValueType<Short> SHORT = handle(Short.class, "ShortHandle", short.class);
    static final ValueType<Float> FLOAT = handle(Float.class, "FloatHandle", float.class);

    /** A char where the receiver expects any object: as a bare string it would stay one. */
    static final ValueType<Character> CHAR =
            ValueType.of(
                    Character.class,
                    "redub.Character",
                    List.of(new Part("value", char.class)),
                    (out, v) -> out.writeChar(v),
                    v -> v.at(0, Character.class));

    static final ValueType<char[]> CHARS =
            ValueType.of(
                            char[].class,
                            "redub.Characters",
                            List.of(new Part("value", TypeNode.STRING)),
                            (out, v) -> out.writeString(new String(v)),
                            v -> v.string(0).toCharArray())
                    .shared();

    static final ValueType<TimeZone> TIME_ZONE =
            ValueType.of(
                            TimeZone.class,
                            "java.util.TimeZone",
                            List.of(new Part("ID", TypeNode.STRING)),
                            (out, v) -> out.writeString(Zones.id(v)),
                            v -> Zones.of(v.string(0)))
                    .redubOnly("Dubbo has no portable form of it; send its id");

    static final List<ValueType<?>> ALL =
            List.of(
                    BYTE,
                    SHORT,
                    FLOAT,
                    CHAR,
                    CHARS,
                    TIME_ZONE,
                    ValueType.of(
                                    BigDecimal.class,
                                    "java.math.BigDecimal",
                                    List.of(new Part("value", TypeNode.STRING)),
                                    (out, v) -> out.writeString(digits(v.toString())),
                                    v -> new BigDecimal(digits(v.string(0))))
                            .shared(),
                    ValueType.of(
                                    BigInteger.class,
                                    "java.math.BigInteger",
                                    List.of(
                                            new Part("mag", INTS),
                                            new Part("firstNonzeroIntNumPlusTwo", int.class),
                                            new Part("lowestSetBitPlusTwo", int.class),
                                            new Part("bitLengthPlusOne", int.class),
                                            new Part("bitCountPlusOne", int.class),
                                            new Part("signum", int.class)),
                                    PlainTypes::writeBigInteger,
                                    v -> bigInteger(v.intAt(5), v.at(0, int[].class)))
                            .shared(),
                    ValueType.of(
                                    UUID.class,
                                    "java.util.UUID",
                                    List.of(new Part("value", TypeNode.STRING)),
                                    (out, v) -> out.writeString(v.toString()),
                                    v -> UUID.fromString(v.string(0)))
                            .reads(
                                    List.of(
                                            new Part("value", TypeNode.STRING),
                                            new Part("mostSigBits", long.class),
                                            new Part("leastSigBits", long.class)),
                                    v ->
                                            v.has(0)
                                                    ? UUID.fromString(v.string(0))
                                                    : new UUID(v.longAt(1), v.longAt(2)))
                            .shared(),
                    ValueType.of(
                                    File.class,
                                    "java.io.File",
                                    List.of(new Part("value", TypeNode.STRING)),
                                    (out, v) -> out.writeString(v.getPath()),
                                    v -> new File(v.string(0)))
                            .shared(),
                    ValueType.of(
                                    Currency.class,
                                    "java.util.Currency",
                                    List.of(new Part("currencyCode", TypeNode.STRING)),
                                    (out, v) -> out.writeString(v.getCurrencyCode()),
                                    v -> Currency.getInstance(v.string(0)))
                            .shared(),
                    ValueType.of(
                            Locale.class,
                            LITE + "LocaleHandle",
                            List.of(new Part("value", TypeNode.STRING)),
                            Locales::write,
                            v -> Locales.read(v.string(0))),
                    ValueType.of(
                            BitSet.class,
                            LITE + "BitSetHandle",
                            List.of(new Part("words", LONGS)),
                            (out, v) -> PrimitiveArrays.write(out, v.toLongArray()),
                            v -> BitSet.valueOf(v.at(0, long[].class))),
                    ValueType.of(
                                    OptionalInt.class,
                                    "java.util.OptionalInt",
                                    List.of(new Part("value", Integer.class)),
                                    (out, v) -> {
                                        if (v.isPresent()) {
                                            out.writeInt(v.getAsInt());
                                        } else {
                                            out.writeNull();
                                        }
                                    },
                                    PlainTypes::optionalInt)
                            .reads(orFlag(Integer.class), PlainTypes::optionalInt)
                            .redubOnly(NO_READER),
                    ValueType.of(
                                    OptionalLong.class,
                                    "java.util.OptionalLong",
                                    List.of(new Part("value", Long.class)),
                                    (out, v) -> {
                                        if (v.isPresent()) {
                                            out.writeLong(v.getAsLong());
                                        } else {
                                            out.writeNull();
                                        }
                                    },
                                    PlainTypes::optionalLong)
                            .reads(orFlag(Long.class), PlainTypes::optionalLong)
                            .redubOnly(NO_READER),
                    ValueType.of(
                                    OptionalDouble.class,
                                    "java.util.OptionalDouble",
                                    List.of(new Part("value", Double.class)),
                                    (out, v) -> {
                                        if (v.isPresent()) {
                                            out.writeDouble(v.getAsDouble());
                                        } else {
                                            out.writeNull();
                                        }
                                    },
                                    PlainTypes::optionalDouble)
                            .reads(orFlag(Double.class), PlainTypes::optionalDouble)
                            .redubOnly(NO_READER));

    private PlainTypes() {}

    /** Caucho's wrappers of the small numbers, which Hessian's own ints and doubles swallow. */
    private static <T extends Number> ValueType<T> handle(
            Class<T> type, String name, Class<?> primitive) {
        return named(CAUCHO + name, type, primitive);
    }

    private static <T extends Number> ValueType<T> named(
            String name, Class<T> type, Class<?> primitive) {
        return ValueType.of(
                type,
                name,
                List.of(new Part("_value", primitive)),
                (out, v) -> {
                    if (v instanceof Float f) {
                        out.writeDouble(f);
                    } else {
                        out.writeInt(v.intValue());
                    }
                },
                v -> v.at(0, type));
    }

    /** Forms of other peers and older ones for the same values. */
    static final List<ValueType<?>> READ_ONLY =
            List.of(
                    named(LITE + "ByteHandle", Byte.class, byte.class),
                    named(LITE + "ShortHandle", Short.class, short.class),
                    named(LITE + "FloatHandle", Float.class, float.class));

    /** Redub tells by null that there is no value; who writes the fields, by a flag beside it. */
    private static List<Part> orFlag(Class<?> boxed) {
        return List.of(new Part("value", boxed), new Part("isPresent", Boolean.class));
    }

    private static boolean isPresent(Values v) {
        return v.has(0) && (!v.has(1) || v.at(1, Boolean.class));
    }

    private static OptionalInt optionalInt(Values v) {
        return isPresent(v) ? OptionalInt.of(v.intAt(0)) : OptionalInt.empty();
    }

    private static OptionalLong optionalLong(Values v) {
        return isPresent(v) ? OptionalLong.of(v.longAt(0)) : OptionalLong.empty();
    }

    private static OptionalDouble optionalDouble(Values v) {
        return isPresent(v) ? OptionalDouble.of(v.doubleAt(0)) : OptionalDouble.empty();
    }

    private static String digits(String text) {
        if (text.length() > DIGITS) {
            throw new SerializationException(
                    "a BigDecimal of %d chars (expected: at most %d); send its unscaledValue"
                            .formatted(text.length(), DIGITS));
        }
        return text;
    }

    private static void writeBigInteger(ValueWriter out, BigInteger value) {
        byte[] magnitude = value.abs().toByteArray();
        int words = value.signum() == 0 ? 0 : (value.abs().bitLength() + 31) / 32;
        int[] mag = new int[words];
        for (int i = 0; i < words; i++) {
            for (int b = 0; b < 4; b++) {
                int index = magnitude.length - 1 - 4 * i - b;
                if (index >= 0) {
                    mag[words - 1 - i] |= (magnitude[index] & 0xff) << 8 * b;
                }
            }
        }
        PrimitiveArrays.write(out, mag);
        for (int i = 0; i < 4; i++) {
            out.writeInt(0);
        }
        out.writeInt(value.signum());
    }

    private static BigInteger bigInteger(int signum, int[] mag) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * mag.length);
        for (int word : mag) {
            bytes.putInt(word);
        }
        return new BigInteger(signum, bytes.array());
    }
}
