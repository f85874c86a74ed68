package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.serialize.Bound;
import io.redub.serialize.DeclaredType;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shapes of the known attacks on Hessian and Dubbo, with probes that only count. */
class SafetyTest {
    static final AtomicInteger TOUCHED = new AtomicInteger();

    /** Tells of whatever is done to it. */
    static class Probe implements Serializable {
        String command = "none";

        Probe() {
            TOUCHED.incrementAndGet();
        }

        @Override
        public int hashCode() {
            return TOUCHED.incrementAndGet();
        }

        @Override
        public boolean equals(Object other) {
            TOUCHED.incrementAndGet();
            return false;
        }

        @Override
        public String toString() {
            return "touched " + TOUCHED.incrementAndGet();
        }
    }

    static class Wish implements Serializable {
        String name;
        Object extra;
    }

    static class Older implements Serializable {
        String name;
    }

    private static void refused(Object value, Class<?> declared, Class<?>... also) {
        byte[] bytes = Wire.write(value, Object.class, Dialect.REDUB);
        int before = TOUCHED.get();
        assertThatThrownBy(() -> Wire.read(bytes, declared, Wire.types(declared, also)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Probe.class.getName());
        assertThat(TOUCHED).hasValue(before);
    }

    @Test
    void anObjectOutsideTheWorldIsNeverMadeHashedComparedOrPrinted() {
        Wish wish = new Wish();
        wish.extra = new Probe();
        refused(new Probe(), Object.class);
        refused(wish, Wish.class);
        refused(new ArrayList<>(List.of(new Probe())), List.class);
        refused(new Probe[] {new Probe()}, Object.class);
        refused(Map.of("k", new Probe()), Object.class);
        Map<Object, Object> key = new HashMap<>();
        key.put(new Probe(), "v");
        refused(key, Object.class);
        refused(Probe.class, Object.class);
    }

    @Test
    void aClassIsNotLoadedOnAPeersWord() {
        // C "<name>" 0 fields, object 0
        for (String name :
                List.of(
                        "javax.swing.UIDefaults",
                        "com.sun.rowset.JdbcRowSetImpl",
                        "java.lang.ProcessBuilder",
                        "java.lang.Runtime",
                        "java.util.Scanner")) {
            byte[] bytes = new byte[name.length() + 5];
            bytes[0] = 'C';
            bytes[1] = '0';
            bytes[2] = (byte) name.length();
            System.arraycopy(name.getBytes(), 0, bytes, 3, name.length());
            bytes[name.length() + 3] = (byte) 0x90;
            bytes[name.length() + 4] = 0x60;
            assertThatThrownBy(() -> Wire.read(bytes, Object.class, Wire.types(Object.class)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void anUnknownClassInAFieldNobodyReadsIsDropped() {
        Wish wish = new Wish();
        wish.name = "n";
        wish.extra = new ArrayList<>(List.of(new Probe(), "x"));
        byte[] bytes = Wire.write(wish, Wish.class, Dialect.REDUB);
        ServiceTypes types =
                ServiceTypes.of("demo.Service").alias(Wish.class.getName(), Older.class).build();
        int before = TOUCHED.get();
        Older read = (Older) Wire.read(bytes, Older.class, types);
        assertThat(read.name).isEqualTo("n");
        assertThat(TOUCHED).hasValue(before);
    }

    @Test
    @Timeout(20)
    void keysThatHoldEachOtherWithoutEndAreRefused() {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> two = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Set<Object> left = new HashSet<>();
            Set<Object> right = new HashSet<>();
            left.add("a" + i);
            one.add(left);
            one.add(right);
            two.add(left);
            two.add(right);
            one = left;
            two = right;
            if (i == 18) {
                break;
            }
        }
        byte[] bytes = Wire.write(root, Object.class, Dialect.REDUB);
        ServiceTypes types =
                ServiceTypes.of("demo.Service").limits(new ReadLimits(1000, 100_000, 100)).build();
        assertThatThrownBy(() -> Wire.read(bytes, Object.class, types))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("elements");
    }

    @Test
    void aListThatIsItsOwnKeyIsAnErrorAndNotAStackOverflow() {
        // H (list of 1: reference to itself) → null
        byte[] bytes = {'H', 0x79, 'Q', (byte) 0x91, 'N', 'Z'};
        assertThatThrownBy(() -> Wire.read(bytes, Object.class, Wire.types(Object.class)))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aClaimedLengthAllocatesNothing() {
        byte[][] claims = {
            {'X', 'I', 0x7f, -1, -1, -1},
            {'V', 4, '[', 'i', 'n', 't', 'I', 0x7f, -1, -1, -1},
            {'C', 1, 'a', 'I', 0x7f, -1, -1, -1},
            {'S', -1, -1},
            {'B', -1, -1},
        };
        for (byte[] claim : claims) {
            assertThatThrownBy(() -> Wire.read(claim, Object.class, Wire.types(Object.class)))
                    .as(Arrays.toString(claim))
                    .isInstanceOf(SerializationException.class);
        }
    }

    private static ServiceTypes within(Bound bound, int value) {
        return ServiceTypes.of("demo.Service")
                .limits(ReadLimits.DEFAULT.with(bound, value))
                .build();
    }

    private static void refusedAt(Bound bound, Object value, int most, String message) {
        byte[] bytes = Wire.write(value, Object.class, Dialect.DUBBO);
        assertThat(Wire.read(bytes, Object.class, within(bound, most + 1))).isEqualTo(value);
        assertThatThrownBy(() -> Wire.read(bytes, Object.class, within(bound, most)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a message of demo.Service " + message)
                .hasMessageContaining("raise " + bound.parameter());
    }

    @Test
    void eachBoundIsAnErrorThatTellsHowToRaiseIt() {
        Object deep = new ArrayList<>(List.of(List.of(List.of(1))));
        refusedAt(Bound.DEPTH, deep, 2, "nests deeper than 2 levels");
        Object wide = new ArrayList<>(Collections.nCopies(60, 1));
        refusedAt(Bound.ELEMENTS, wide, 67, "holds more than 67 elements");
        Object classes = new ArrayList<>(List.of(Duration.ZERO, V.Color.RED, new HashSet<>()));
        ServiceTypes two =
                ServiceTypes.of("demo.Service")
                        .limits(ReadLimits.DEFAULT.with(Bound.CLASSES, 2))
                        .also(V.Color.class)
                        .build();
        byte[] named = Wire.write(classes, Object.class, Dialect.DUBBO);
        assertThatThrownBy(() -> Wire.read(named, Object.class, two))
                .hasMessageContaining("names more than 2 classes and types")
                .hasMessageContaining("raise serialize.max.classes");
        Object objects = new ArrayList<>(List.of(List.of(1), List.of(2), List.of(3)));
        refusedAt(Bound.REFERENCES, objects, 3, "holds more than 3 objects and containers");
        refusedAt(Bound.BYTES, "x".repeat(20), 20, "has more than 20 bytes");
    }

    @Test
    void theTimeOfOneMessageIsBounded() {
        AtomicLong now = new AtomicLong();
        Hessian2Serialization slow =
                new Hessian2Serialization(() -> now.addAndGet(Duration.ofMillis(6).toNanos()));
        byte[] bytes =
                Wire.write(
                        IntStream.range(0, 3_000)
                                .mapToObj(List::of)
                                .collect(Collectors.toCollection(ArrayList::new)),
                        Object.class,
                        Dialect.REDUB);
        ObjectReader reader = slow.reader();
        DeclaredType any = slow.declare(Object.class);
        reader.begin(Unpooled.wrappedBuffer(bytes), within(Bound.TIME, 10));
        assertThatThrownBy(() -> reader.readObject(any))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("takes more than 10 ms to read")
                .hasMessageContaining("raise serialize.max.millis");
        reader.begin(Unpooled.wrappedBuffer(bytes), within(Bound.TIME, 100_000));
        assertThat((List<?>) reader.readObject(any)).hasSize(3_000);
        long looks = now.get() / Duration.ofMillis(6).toNanos();
        assertThat(looks).as("looks at the clock for 27,000 elements").isBetween(3L, 20L);
    }

    @Test
    void aClassDefinitionIsPaidForFieldByField() {
        // C "a" 50,000 fields named ""
        ByteBuf definition = Unpooled.buffer().writeBytes(new byte[] {'C', 1, 'a', 'I'});
        definition.writeInt(50_000).writeZero(50_000).writeByte(0x60);
        byte[] bytes = ByteBufUtil.getBytes(definition);
        assertThatThrownBy(() -> Wire.read(bytes, Object.class, within(Bound.ELEMENTS, 49_999)))
                .hasMessageContaining("more than 49999 elements");
        definition.setInt(4, 65_536);
        definition.writeZero(65_536);
        assertThatThrownBy(
                        () ->
                                Wire.read(
                                        ByteBufUtil.getBytes(definition),
                                        Object.class,
                                        within(Bound.ELEMENTS, 8_000_000)))
                .hasMessageContaining("a class of 65536 fields");
    }

    @Test
    void aStringFieldOfTheProtocolTakesNothingElse() {
        byte[] object = Wire.write(new Probe(), Object.class, Dialect.REDUB);
        Hessian2Serialization hessian = new Hessian2Serialization();
        var reader = hessian.reader();
        reader.begin(Unpooled.wrappedBuffer(object), Wire.types(Probe.class));
        int before = TOUCHED.get();
        assertThatThrownBy(reader::readString)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("expected: string");
        assertThat(TOUCHED).hasValue(before);
    }
}
