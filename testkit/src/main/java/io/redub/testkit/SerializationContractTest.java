package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Serialization} promises. */
public abstract class SerializationContractTest {
    private static final AllowedTypes TYPES =
            ServiceTypes.of("contract").roots(List.of(ContractService.Point.class)).build();
    private static final AllowedTypes NOTHING = ServiceTypes.of("nothing").build();

    private static final ContractService.Point POINT =
            new ContractService.Point(
                    1,
                    1L << 40,
                    -0.5,
                    "name",
                    List.of(new ContractService.Point(2, -2, 1e300, null, List.of())));

    protected abstract Serialization serialization();

    private ByteBuf written(@Nullable Object value, Type declared, Dialect dialect) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = serialization().writer();
        writer.begin(out, dialect);
        try {
            writer.writeObject(value, serialization().declare(declared));
        } finally {
            writer.end();
        }
        return out;
    }

    private @Nullable Object read(ByteBuf in, Type declared, AllowedTypes types) {
        ObjectReader reader = serialization().reader();
        reader.begin(in, types);
        try {
            return reader.readObject(serialization().declare(declared));
        } finally {
            reader.end();
        }
    }

    @Test
    void itHasAnIdTheProtocolCanCarryAndAName() {
        assertThat((int) serialization().id()).isBetween(1, 31);
        assertThat(serialization().name()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CAUCHO")
    void valuesComeBackAsTheyWere(Dialect dialect) {
        Map<Class<?>, List<Object>> samples =
                Map.of(
                        int.class, List.of(0, -1, 47, 48, 1 << 20, Integer.MIN_VALUE),
                        long.class, List.of(0L, 1L << 33, Long.MIN_VALUE),
                        double.class, List.of(0.0, 1.5, -3.25e-200),
                        boolean.class, List.of(true, false),
                        String.class, List.of("", "a", "ü漢😀", "x".repeat(100_000)),
                        byte[].class, List.of(new byte[0], new byte[70_000]),
                        int[].class, List.of(new int[] {1, -2, 3}),
                        ContractService.Point.class, List.of(POINT));
        samples.forEach(
                (type, values) -> {
                    for (Object value : values) {
                        assertThat(read(written(value, type, dialect), type, TYPES))
                                .isEqualTo(value);
                    }
                });
        assertThat(read(written(null, String.class, dialect), String.class, TYPES)).isNull();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CAUCHO")
    void severalItemsOfOneMessageAreReadOneAfterTheOther(Dialect dialect) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = serialization().writer();
        writer.begin(out, dialect);
        writer.writeByte(5);
        writer.writeString("head");
        writer.writeObject(POINT, serialization().declare(ContractService.Point.class));
        writer.writeObject(POINT, serialization().declare(ContractService.Point.class));
        writer.writeMap(Map.of("k", "v"));
        writer.end();
        writer.end();
        ObjectReader reader = serialization().reader();
        reader.begin(out, TYPES);
        assertThat(reader.readByte()).isEqualTo(5);
        assertThat(reader.readString()).isEqualTo("head");
        for (int i = 0; i < 2; i++) {
            assertThat(reader.readObject(serialization().declare(ContractService.Point.class)))
                    .isEqualTo(POINT);
        }
        assertThat(reader.readMap()).containsExactly(Map.entry("k", "v"));
        reader.end();
        reader.end();
        assertThat(out.isReadable()).isFalse();
    }

    @Test
    void aClassOutsideTheClosedWorldIsNotMade() {
        ByteBuf in = written(POINT, Object.class, Dialect.DUBBO);
        assertThatThrownBy(() -> read(in, Object.class, NOTHING))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(ContractService.Point.class.getName());
    }

    @Test
    void aMessageThatBreaksOffIsASerializationException() {
        ByteBuf whole = written(POINT, ContractService.Point.class, Dialect.DUBBO);
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf part = whole.copy(0, length);
            assertThatThrownBy(() -> read(part, ContractService.Point.class, TYPES))
                    .as("the first %d bytes", length)
                    .isInstanceOf(SerializationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedBytesAreAValueOrASerializationException(long seed) {
        Random random = new Random(seed);
        ByteBuf whole = written(POINT, ContractService.Point.class, Dialect.DUBBO);
        for (int i = 0; i < 2_000; i++) {
            ByteBuf mutated = whole.copy();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                mutated.setByte(random.nextInt(mutated.readableBytes()), random.nextInt(256));
            }
            try {
                read(mutated, ContractService.Point.class, TYPES);
            } catch (SerializationException refused) {
                assertThat(refused).as("seed %d, round %d", seed, i).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void aReaderIsGoodForTheNextMessageAfterOneThatFailed() {
        ObjectReader reader = serialization().reader();
        ByteBuf whole = written(POINT, ContractService.Point.class, Dialect.DUBBO);
        reader.begin(whole.copy(0, 10), TYPES);
        assertThatThrownBy(
                        () ->
                                reader.readObject(
                                        serialization().declare(ContractService.Point.class)))
                .isInstanceOf(SerializationException.class);
        reader.end();
        reader.begin(whole, TYPES);
        assertThat(reader.readObject(serialization().declare(ContractService.Point.class)))
                .isEqualTo(POINT);
        reader.end();
    }
}
