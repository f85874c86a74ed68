package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import io.redub.serialize.hessian2.ValueType.Part;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of the JDK that are text and a little more. */
final class TextTypes {
    /** Compiling a pattern takes stack for each bracket in a bracket. */
    private static final int BRACKETS = 500;

    private static final TypeNode ROUNDING = TypeNode.of(RoundingMode.class);

    /** A text buffer of Dubbo's is its fields: what they are depends on the sender's JDK. */
    private static final List<Part> BUFFER =
            List.of(
                    new Part("value", Object.class),
                    new Part("count", Integer.class),
                    new Part("coder", Integer.class));

    static final List<ValueType<?>> ALL =
            List.of(
                    ValueType.of(
                                    Pattern.class,
                                    "java.util.regex.Pattern",
                                    List.of(
                                            new Part("flags", int.class),
                                            new Part("pattern", TypeNode.STRING)),
                                    (out, v) -> {
                                        bounded(v.flags(), v.pattern());
                                        out.writeInt(v.flags());
                                        out.writeString(v.pattern());
                                    },
                                    v -> compile(v.intAt(0), v.string(1)))
                            .redubOnly("Dubbo 2.7 cannot read it; send its pattern() and flags()"),
                    buffer(StringBuilder.class, TextTypes::text),
                    buffer(StringBuffer.class, v -> new StringBuffer(text(v))),
                    ValueType.of(
                                    MathContext.class,
                                    "java.math.MathContext",
                                    List.of(
                                            new Part("roundingMode", ROUNDING),
                                            new Part("precision", int.class)),
                                    (out, v) -> {
                                        out.writeValue(v.getRoundingMode(), ROUNDING);
                                        out.writeInt(v.getPrecision());
                                    },
                                    v -> new MathContext(v.intAt(1), v.at(0, RoundingMode.class)))
                            .redubOnly("Dubbo cannot read it; send its toString()"));

    private TextTypes() {}

    private static <T extends CharSequence> ValueType<T> buffer(
            Class<T> type, Function<Values, T> make) {
        return ValueType.of(
                        type,
                        type.getName(),
                        BUFFER.subList(0, 1),
                        (out, v) -> out.writeString(v.toString()),
                        make)
                .shared()
                .reads(BUFFER, make)
                .redubOnly("it has no portable form; send its toString()");
    }

    private static StringBuilder text(Values v) {
        byte @Nullable [] bytes = v.bytes(0);
        if (bytes == null) {
            String all = v.string(0);
            return new StringBuilder(v.has(1) ? all.substring(0, v.intAt(1)) : all);
        }
        boolean narrow = v.intAt(2) == 0;
        int size = v.intAt(1) * (narrow ? 1 : 2);
        return new StringBuilder(
                new String(
                        bytes,
                        0,
                        size,
                        narrow ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE));
    }

    private static Pattern compile(int flags, String pattern) {
        bounded(flags, pattern);
        return Pattern.compile(pattern, flags);
    }

    private static void bounded(int flags, String pattern) {
        long brackets = pattern.chars().filter(c -> c == '(' || c == '[').count();
        if (brackets > BRACKETS || (flags & Pattern.CANON_EQ) != 0) {
            throw new SerializationException(
                    "a Pattern with %d brackets and flags %d (expected: at most %d, without CANON_EQ); send its text"
                            .formatted(brackets, flags, BRACKETS));
        }
    }
}
