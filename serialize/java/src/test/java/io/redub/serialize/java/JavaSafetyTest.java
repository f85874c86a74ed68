package io.redub.serialize.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.Gadgets;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import io.redub.serialize.Touches;
import io.redub.serialize.UnknownThrowable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, only admitted classes are made, and with bounded work. */
class JavaSafetyTest {
    /** What the service admits. */
    static class Box implements Serializable {
        private static final long serialVersionUID = 1L;
        Object content;
        Box next;
        int number;

        Box(Object content) {
            this.content = content;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Box box
                    && Objects.equals(content, box.content)
                    && number == box.number;
        }

        @Override
        public int hashCode() {
            return content == null ? 0 : content.hashCode();
        }
    }

    /** A class of this class path that nobody named; tells when it is made. */
    static final class Outsider implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger MADE = new AtomicInteger();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            MADE.incrementAndGet();
            in.defaultReadObject();
        }
    }

    /** Nobody named it either. */
    static final class Trouble extends IllegalStateException {
        private static final long serialVersionUID = 1L;
        final Outsider detail = new Outsider();

        Trouble(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final AllowedTypes TYPES =
            ServiceTypes.of("the service").roots(List.of(Box.class)).build();

    private final Serialization form = new JavaSerialization();

    private ByteBuf written(Object value) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = form.writer();
        writer.begin(out, Dialect.REDUB);
        writer.writeObject(value, form.declare(Object.class));
        writer.end();
        return out;
    }

    private Object read(ByteBuf in, Class<?> type, AllowedTypes types) {
        ObjectReader reader = form.reader();
        reader.begin(in, types);
        try {
            return reader.readObject(form.declare(type));
        } finally {
            reader.end();
        }
    }

    private Object read(ByteBuf in) {
        return read(in, Object.class, TYPES);
    }

    static List<Object> plainValues() {
        return List.of(
                new BigDecimal("1.50"),
                Instant.now(),
                ZonedDateTime.now(),
                new GregorianCalendar(),
                Locale.CANADA,
                UUID.randomUUID(),
                BitSet.valueOf(new long[] {5}),
                List.of(1, "a"),
                Set.of(1L),
                Map.of("a", 1, "b", 2),
                Arrays.asList(1, 2),
                Collections.emptyList(),
                Collections.unmodifiableMap(new TreeMap<>(Map.of(1, 2))),
                Collections.singletonList(3),
                new ArrayList<>(List.of(1.5, true, 'c', (byte) 1, (short) 2)),
                new LinkedList<>(List.of(1)),
                new HashSet<>(List.of("x", "y")),
                new LinkedHashMap<>(Map.of("k", List.of(1))),
                new TreeMap<String, Integer>(Collections.reverseOrder()),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new ConcurrentSkipListMap<>(Map.of("a", 1)),
                new CopyOnWriteArrayList<>(List.of(1)),
                EnumSet.of(TimeUnit.DAYS),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
                TimeUnit.SECONDS,
                new Box(new Box("inner")),
                new String[] {"a"},
                String.class);
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void plainValuesComeBack(Object value) {
        assertThat(read(written(value))).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void queuesAndCountersComeBack() {
        LongAdder adder = new LongAdder();
        adder.add(7);
        assertThat(read(written(adder))).hasToString("7");
        assertThat(read(written(new ArrayDeque<>(List.of(1, 2))))).hasToString("[1, 2]");
        assertThat(read(written(new PriorityQueue<>(List.of(2, 1))))).hasToString("[1, 2]");
        assertThat(read(written(new LinkedBlockingQueue<>(List.of(2, 1))))).hasToString("[2, 1]");
    }

    @Test
    void nothingOfAnUnknownClassIsMade() {
        int before = Outsider.MADE.get();
        for (Object carrier :
                List.of(
                        new Outsider(),
                        new Box(new Outsider()),
                        new Outsider[] {new Outsider()},
                        List.of(new Outsider()),
                        new HashMap<>(Map.of("k", new Outsider())),
                        Outsider.class)) {
            assertThatThrownBy(() -> read(written(carrier)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("Outsider")
                    .hasMessageContaining("the service");
        }
        assertThat(Outsider.MADE).hasValue(before);
    }

    static List<String> gadgets() {
        List<String> names = new ArrayList<>(Gadgets.NAMES);
        names.add(Touches.PROBE);
        return names;
    }

    @ParameterizedTest
    @MethodSource("gadgets")
    void classesOfKnownAttacksAreRefusedByName(String name) {
        List<String> before = Touches.seen();
        ByteBuf stream = Unpooled.buffer();
        stream.writeInt(0xaced0005).writeByte(0x77).writeByte(1).writeByte(1);
        stream.writeByte(0x73).writeByte(0x72).writeShort(name.length());
        stream.writeCharSequence(name, StandardCharsets.US_ASCII);
        stream.writeLong(1).writeByte(2).writeShort(0).writeByte(0x78).writeByte(0x70);
        assertThatThrownBy(() -> read(stream))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(name);
        assertThat(Touches.seen()).isEqualTo(before);
    }

    @Test
    void proxiesAndLambdasAreRefused() {
        Object proxy =
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Runnable.class},
                        (InvocationHandler & Serializable) (self, method, arguments) -> null);
        assertThatThrownBy(() -> read(written(new Box(proxy))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("prox");
        assertThatThrownBy(() -> read(written((Supplier<String> & Serializable) () -> "x")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("SerializedLambda");
    }

    @Test
    void anUnknownThrowableKeepsItsNameMessageTraceAndCause() {
        int before = Outsider.MADE.get();
        Trouble thrown = new Trouble("no stock", new Trouble("inner", null));
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = form.writer();
        writer.begin(out, Dialect.REDUB);
        writer.writeByte(3);
        writer.writeObject(thrown, form.declare(Throwable.class));
        writer.writeMap(Map.of("k", "v"));
        writer.end();
        ObjectReader reader = form.reader();
        reader.begin(out, TYPES);
        assertThat(reader.readByte()).isEqualTo(3);
        Throwable read = (Throwable) reader.readObject(form.declare(Throwable.class));
        assertThat(read)
                .isInstanceOfSatisfying(
                        UnknownThrowable.class,
                        e -> assertThat(e.className()).isEqualTo(Trouble.class.getName()))
                .hasMessage("no stock");
        assertThat(read.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(read.getCause()).hasMessage("inner");
        assertThat(reader.readMap()).containsExactly(Map.entry("k", "v"));
        assertThat(reader.hasNext()).isFalse();
        reader.end();
        assertThat(Outsider.MADE).hasValue(before);
    }

    @Test
    void aKnownThrowableIsItself() {
        IOException thrown = new IOException("mine", new IllegalStateException("why"));
        thrown.addSuppressed(new RuntimeException("beside"));
        Throwable read = (Throwable) read(written(thrown), Throwable.class, TYPES);
        assertThat(read).isInstanceOf(IOException.class).hasMessage("mine");
        assertThat(read.getCause()).isInstanceOf(IllegalStateException.class);
        assertThat(read.getSuppressed()).hasSize(1);
    }

    @Test
    @Timeout(20)
    void setsThatHoldEachOtherAreRefusedBeforeTheyAreHashed() {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Set<Object> nextLeft = new HashSet<>();
            Set<Object> nextRight = new HashSet<>();
            nextLeft.add("x");
            left.add(nextLeft);
            left.add(nextRight);
            right.add(nextLeft);
            right.add(nextRight);
            left = nextLeft;
            right = nextRight;
        }
        assertThatThrownBy(() -> read(written(root)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("serialize.max.elements");
    }

    @Test
    @Timeout(20)
    void manyKeysOfOneHashCodeAreRefused() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            Box box = new Box("same");
            box.number = i;
            boxes.add(box);
        }
        ByteBuf list = written(boxes.toArray());
        assertThat(read(list)).isInstanceOf(Object[].class);
        assertThatThrownBy(() -> read(hashSetOf(boxes)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("serialize.max.elements");
    }

    /** As written by a set of them, without making one, which would take as long. */
    private ByteBuf hashSetOf(List<Box> boxes) {
        LinkedHashMap<Object, Object> byIdentity = new LinkedHashMap<>();
        boxes.forEach(box -> byIdentity.put(new Identity(box), ""));
        ByteBuf out = Unpooled.buffer();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes) {
                {
                    enableReplaceObject(true);
                }

                @Override
                protected Object replaceObject(Object value) {
                    return value instanceof Identity identity ? identity.box : value;
                }
            }.writeObject(byIdentity);
            byte[] stream = bytes.toByteArray();
            out.writeBytes(stream, 0, 4).writeByte(0x77).writeByte(1).writeByte(1);
            return out.writeBytes(stream, 4, stream.length - 4);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key that differs from all others. */
    static final class Identity implements Serializable {
        private static final long serialVersionUID = 1L;
        final transient Box box;

        Identity(Box box) {
            this.box = box;
        }
    }

    @Test
    void whatIsNestedTooDeepIsRefusedOnBothSides() {
        Box chain = new Box(null);
        for (int i = 0; i < StreamScan.DEEPEST - 10; i++) {
            Box outer = new Box(null);
            outer.next = chain;
            chain = outer;
        }
        assertThat(read(written(chain))).isInstanceOf(Box.class);
        for (int i = 0; i < 20; i++) {
            Box outer = new Box(null);
            outer.next = chain;
            chain = outer;
        }
        ByteBuf deep = written(chain);
        assertThatThrownBy(() -> read(deep))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("deeper");
        Box endless = chain;
        for (int i = 0; i < 100_000; i++) {
            Box outer = new Box(null);
            outer.next = endless;
            endless = outer;
        }
        Box tooDeep = endless;
        assertThatThrownBy(() -> written(tooDeep))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void theLimitsOfTheServiceHold() {
        AllowedTypes few =
                ServiceTypes.of("few")
                        .roots(List.of(Box.class))
                        .limits(new ReadLimits(10_000, 100, 4_096))
                        .build();
        ByteBuf many = written(Collections.nCopies(200, "x").toArray());
        assertThatThrownBy(() -> read(many, Object.class, few))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("100");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    @Timeout(60)
    void mutatedStreamsAreAValueOrASerializationException(long seed) {
        Random random = new Random(seed);
        List<Object> values = plainValues();
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            ByteBuf mutated = written(values.get(random.nextInt(values.size())));
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                mutated.setByte(random.nextInt(mutated.readableBytes()), random.nextInt(256));
            }
            try {
                read(mutated);
            } catch (SerializationException e) {
                refused++;
                assertThat(e).as("seed %d, round %d", seed, i).hasMessageMatching("(?s).+");
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(100, 3_999);
    }
}
