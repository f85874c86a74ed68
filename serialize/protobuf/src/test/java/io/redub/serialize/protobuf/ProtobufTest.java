package io.redub.serialize.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import io.redub.serialize.UnknownThrowable;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages come back as they were; nothing else can be declared, and no bytes do harm. */
class ProtobufTest {
    static final class Stranger extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stranger(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final AllowedTypes TYPES = ServiceTypes.of("the service").build();

    private final Serialization protobuf = new ProtobufSerialization();

    private static Struct struct(Random random, int depth) {
        Struct.Builder made = Struct.newBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Value value =
                    switch (depth == 0 ? random.nextInt(2) : random.nextInt(4)) {
                        case 0 -> Value.newBuilder().setNumberValue(random.nextDouble()).build();
                        case 1 -> Value.newBuilder().setStringValue("ü漢😀".repeat(i)).build();
                        case 2 ->
                                Value.newBuilder()
                                        .setStructValue(struct(random, depth - 1))
                                        .build();
                        default ->
                                Value.newBuilder()
                                        .setListValue(
                                                ListValue.newBuilder()
                                                        .addValues(
                                                                Value.newBuilder()
                                                                        .setBoolValue(true)))
                                        .build();
                    };
            made.putFields("field" + i, value);
        }
        return made.build();
    }

    private ByteBuf written(Object value, Type declared) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = protobuf.writer();
        writer.begin(out, Dialect.DUBBO);
        writer.writeObject(value, protobuf.declare(declared));
        writer.end();
        return out;
    }

    private Object read(ByteBuf in, Type declared) {
        ObjectReader reader = protobuf.reader();
        reader.begin(in, TYPES);
        try {
            return reader.readObject(protobuf.declare(declared));
        } finally {
            reader.end();
        }
    }

    @Test
    void theItemsOfACallComeBackInTheirOrder() {
        Struct struct = struct(new Random(1), 3);
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = protobuf.writer();
        writer.begin(out, Dialect.DUBBO);
        writer.writeString("head");
        writer.writeByte(4);
        writer.writeObject(struct, protobuf.declare(Struct.class));
        writer.writeObject(StringValue.of(""), protobuf.declare(StringValue.class));
        writer.writeMap(Map.of("path", "x", "漢", ""));
        writer.end();
        writer.end();
        ObjectReader reader = protobuf.reader();
        reader.begin(out, TYPES);
        assertThat(reader.readString()).isEqualTo("head");
        assertThat(reader.readByte()).isEqualTo(4);
        assertThat(reader.readObject(protobuf.declare(Struct.class))).isEqualTo(struct);
        assertThat(reader.readObject(protobuf.declare(StringValue.class)))
                .isEqualTo(StringValue.of(""));
        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.readMap()).isEqualTo(Map.of("path", "x", "漢", ""));
        assertThat(reader.hasNext()).isFalse();
        reader.end();
        reader.end();
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, int.class, Object.class, List.class, StringBuilder.class})
    void onlyMessagesCanBeDeclared(Class<?> type) {
        assertThatThrownBy(() -> protobuf.declare(type))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(type.getName())
                .hasMessageContaining("generated message");
    }

    @Test
    void nullAndAttachmentsThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> written(null, Struct.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("null");
        ObjectWriter writer = protobuf.writer();
        writer.begin(Unpooled.buffer(), Dialect.DUBBO);
        assertThatThrownBy(() -> writer.writeMap(Map.of("n", 5)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("attachment n");
    }

    @Test
    void anExceptionKeepsNameTextTraceAndCause() {
        Stranger thrown = new Stranger("ü", new IOException("why"));
        Throwable read = (Throwable) read(written(thrown, Throwable.class), Throwable.class);
        assertThat(read)
                .isInstanceOfSatisfying(
                        UnknownThrowable.class,
                        e -> assertThat(e.className()).isEqualTo(Stranger.class.getName()))
                .hasMessage("ü")
                .hasCauseExactlyInstanceOf(IOException.class);
        assertThat(read.getStackTrace()[0].getMethodName())
                .isEqualTo("anExceptionKeepsNameTextTraceAndCause");
        assertThat(read.getStackTrace()).hasSameSizeAs(thrown.getStackTrace());
    }

    @Test
    void aCauseThatAThrowableCannotTakeIsBesideIt() {
        Throwable thrown = new ClassNotFoundException("absent", new IOException("why"));
        Throwable read = (Throwable) read(written(thrown, Throwable.class), Throwable.class);
        assertThat(read).isExactlyInstanceOf(ClassNotFoundException.class).hasMessage("absent");
        assertThat(read.getSuppressed()).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void aMessageThatBreaksOffIsASerializationException() {
        ByteBuf whole = written(struct(new Random(2), 2), Struct.class);
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf part = whole.copy(0, length);
            assertThatThrownBy(() -> read(part, Struct.class))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void messagesNestedTooDeepAreRefused() {
        Value value = Value.newBuilder().setBoolValue(true).build();
        for (int i = 0; i < 200; i++) {
            value =
                    Value.newBuilder()
                            .setListValue(ListValue.newBuilder().addValues(value))
                            .build();
        }
        ByteBuf deep = written(value, Value.class);
        assertThatThrownBy(() -> read(deep, Value.class))
                .isInstanceOf(SerializationException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void mutatedMessagesAreAValueOrASerializationException(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean thrown = random.nextInt(4) == 0;
            Type declared = thrown ? Throwable.class : Struct.class;
            ByteBuf mutated =
                    written(
                            thrown ? new Stranger("x", new IOException("y")) : struct(random, 3),
                            declared);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                mutated.setByte(random.nextInt(mutated.readableBytes()), random.nextInt(256));
            }
            try {
                read(mutated, declared);
            } catch (SerializationException e) {
                refused++;
                assertThat(e).as("seed %d, round %d", seed, i).hasMessageMatching("(?s).+");
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(100, 9_999);
    }
}
