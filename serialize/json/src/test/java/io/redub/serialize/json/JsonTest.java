package io.redub.serialize.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values keep what they are, or are refused; classes are made only if they are admitted. */
class JsonTest {
    interface Shape extends Serializable {}

    record Circle(double radius) implements Shape {}

    record Square(long side, Optional<String> label) implements Shape {}

    static class Base {
        int number;

        @Override
        public boolean equals(Object other) {
            return other != null
                    && other.getClass() == getClass()
                    && ((Base) other).number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    static final class Derived extends Base {
        private String more = "more";

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && Objects.equals(more, ((Derived) other).more);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    record All(
            byte small,
            short less,
            char letter,
            float single,
            BigDecimal exact,
            BigInteger huge,
            Long boxed,
            TimeUnit unit,
            byte[] bytes,
            Map<Integer, List<Shape>> shapes,
            Base base,
            Object any) {}

    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;
        private final String item;
        private final List<Long> left;

        OutOfStock(String item, List<Long> left, Throwable cause) {
            super("no " + item, cause);
            this.item = Objects.requireNonNull(item);
            this.left = left;
        }
    }

    static final class Stranger extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stranger(String message) {
            super(message);
        }
    }

    /** A field whose annotation asks for any class by name. */
    static final class Open {
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
        public Object content;
    }

    /** All of them have one hash code. */
    record Constant(String text) {
        @Override
        public int hashCode() {
            return 1;
        }
    }

    interface Service {
        List<Map<String, Shape>> generic(Optional<Long> number);

        Map<Object, Object> untyped();

        Set<Shape> set();

        Set<Constant> constant();
    }

    private static final AllowedTypes TYPES =
            ServiceTypes.of("the service")
                    .roots(
                            List.of(
                                    Shape.class,
                                    Circle.class,
                                    Square.class,
                                    All.class,
                                    Base.class,
                                    Derived.class,
                                    Open.class,
                                    OutOfStock.class))
                    .build();

    private final Serialization json = new JsonSerialization();

    private ByteBuf written(Object value, Type declared) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = json.writer();
        writer.begin(out, Dialect.REDUB);
        writer.writeObject(value, json.declare(declared));
        writer.end();
        return out;
    }

    private Object read(ByteBuf in, Type declared, AllowedTypes types) {
        ObjectReader reader = json.reader();
        reader.begin(in, types);
        try {
            return reader.readObject(json.declare(declared));
        } finally {
            reader.end();
        }
    }

    private Object back(Object value, Type declared) {
        return read(written(value, declared), declared, TYPES);
    }

    private Object parsed(String line, Type declared) {
        return read(Unpooled.copiedBuffer(line + "\n", StandardCharsets.UTF_8), declared, TYPES);
    }

    private static Type returned(String method) {
        return Arrays.stream(Service.class.getMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow()
                .getGenericReturnType();
    }

    static List<Object> undeclared() {
        return List.of(
                "text",
                true,
                5,
                5L,
                (1L << 53) + 1,
                (byte) 5,
                (short) 5,
                'c',
                1.5,
                1.5f,
                new BigDecimal("1.50"),
                new BigDecimal("1E+400"),
                new BigInteger("123456789012345678901234567890"),
                UUID.randomUUID(),
                new Date(1),
                Instant.ofEpochSecond(1, 2),
                LocalDate.of(2026, 2, 28),
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Paris")),
                Duration.ofNanos(5),
                TimeUnit.DAYS,
                new Circle(2),
                new Square(Long.MAX_VALUE, Optional.of("s")),
                new Derived(),
                new ArrayList<>(List.of(1, 2L, "x")),
                new HashMap<>(Map.of("k", new Circle(1))));
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void aValueOfUndeclaredTypeComesBackAsWhatItWas(Object value) {
        assertThat(back(value, Object.class)).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void everyFieldComesBack() {
        Derived derived = new Derived();
        derived.number = 3;
        All all =
                new All(
                        (byte) -1,
                        (short) 2,
                        '中',
                        0.1f,
                        new BigDecimal("3.10"),
                        BigInteger.TEN.pow(100),
                        Long.MIN_VALUE,
                        TimeUnit.HOURS,
                        new byte[] {1, 2, 3},
                        Map.of(7, List.of(new Circle(1.5), new Square(2, Optional.empty()))),
                        derived,
                        new Circle(9));
        All read = (All) back(all, All.class);
        assertThat(read).usingRecursiveComparison().isEqualTo(all);
        assertThat(read.base()).isInstanceOf(Derived.class);
        assertThat(read.any()).isInstanceOf(Circle.class);
    }

    @Test
    void aPlainObjectIsPlainJson() {
        assertThat(written(new Circle(2), Circle.class).toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"radius\":2.0}\n");
        assertThat(parsed("{\"side\":1}", Square.class)).isInstanceOf(Square.class);
    }

    @Test
    void genericArgumentsOfSignaturesAreKept() {
        List<Map<String, Shape>> value = List.of(Map.of("a", new Circle(1)), Map.of());
        assertThat(back(value, returned("generic"))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE})
    void numbersBeyondJsonComeBack(double value) {
        assertThat(back(value, double.class)).isEqualTo(value);
    }

    static List<List<Object>> misfits() {
        return List.of(
                List.of("300", byte.class),
                List.of("200", byte.class),
                List.of("70000", short.class),
                List.of("3000000000", int.class),
                List.of("9223372036854775808", long.class),
                List.of("1.5", int.class),
                List.of("1e300", float.class),
                List.of("\"5\"", int.class),
                List.of("5", boolean.class),
                List.of("null", int.class),
                List.of("null", byte.class),
                List.of("\"NO_UNIT\"", TimeUnit.class),
                List.of("1", TimeUnit.class),
                List.of("[]", Circle.class),
                List.of("{} {}", Circle.class),
                List.of("{\"radius\":", Circle.class));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aValueThatDoesNotFitIsRefused(List<Object> lineAndType) {
        assertThatThrownBy(() -> parsed((String) lineAndType.get(0), (Class<?>) lineAndType.get(1)))
                .isInstanceOf(SerializationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\":\"io.redub.serialize.json.JsonTest$Stranger\"}",
                "{\"@class\":\"javax.script.ScriptEngineManager\"}",
                "[\"java.lang.ProcessBuilder\",[]]",
                "{\"@class\":\"java.util.HashMap\",\"a\":{\"@class\":\"no.such.Thing\"}}"
            })
    void noClassIsFoundByNameUnlessItIsAdmitted(String line) {
        assertThatThrownBy(() -> parsed(line, Object.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("is not admitted to the service");
        assertThatThrownBy(() -> parsed("{\"content\":" + line + "}", Open.class))
                .isInstanceOf(SerializationException.class);
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
        for (String line : List.of("{\"@class\":\"%s\",\"a\":1}", "[\"%s\",[1]]", "\"%s\"")) {
            Class<?> declared = line.startsWith("\"") ? Class.class : Object.class;
            assertThatThrownBy(() -> parsed(line.formatted(name), declared))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(name);
        }
        Throwable read = (Throwable) parsed("{\"@class\":\"%s\"}".formatted(name), Throwable.class);
        assertThat(read).isInstanceOf(UnknownThrowable.class);
        assertThat(Touches.seen()).isEqualTo(before);
    }

    @Test
    void whatOneServiceAdmitsAnotherDoesNot() {
        AllowedTypes other = ServiceTypes.of("the other").build();
        ByteBuf circle = written(new Circle(1), Object.class);
        assertThat(read(circle.duplicate(), Object.class, TYPES)).isEqualTo(new Circle(1));
        assertThatThrownBy(() -> read(circle.duplicate(), Object.class, other))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("the other");
    }

    @Test
    void aClassIsNamedButNeverLoaded() {
        assertThat(back(Circle.class, Class.class)).isEqualTo(Circle.class);
        assertThatThrownBy(() -> parsed("\"javax.script.ScriptEngineManager\"", Class.class))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aMapWithAKeyThatLooksLikeAClassNameStaysAMap() {
        for (Map<String, Object> map :
                List.of(
                        new LinkedHashMap<String, Object>(Map.of("@class", Base.class.getName())),
                        new HashMap<String, Object>(Map.of("@class", "x", "k", 1)))) {
            assertThat(back(map, Object.class)).isEqualTo(map).hasSameClassAs(map);
        }
    }

    /** Its hash would ask a name server, and any set may be put in an attachment. */
    @Test
    void aUrlIsTakenOnlyWhereItIsDeclared() throws IOException {
        URL url = URI.create("http://127.0.0.1/").toURL();
        assertThat(back(url, URL.class)).hasToString(url.toString());
        String set = "[\"java.util.HashSet\",[[\"java.net.URL\",\"http://127.0.0.1/\"]]]";
        assertThatThrownBy(() -> parsed(set, Object.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("send a URI");
    }

    @Test
    void keysThatWouldBecomeTextAreRefused() {
        assertThatThrownBy(() -> written(Map.of(1L, "x"), returned("untyped")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("key");
        assertThat(back(Map.of("k", "x"), returned("untyped"))).isEqualTo(Map.of("k", "x"));
    }

    @Test
    void anExceptionComesBackWithItsFieldsCauseAndTrace() {
        OutOfStock thrown = new OutOfStock("glue", List.of(1L), new IOException("why"));
        thrown.addSuppressed(new IllegalStateException("beside"));
        OutOfStock read = (OutOfStock) back(thrown, Throwable.class);
        assertThat(read).hasMessage("no glue").hasCauseInstanceOf(IOException.class);
        assertThat(read.item).isEqualTo("glue");
        assertThat(read.left).containsExactly(1L);
        assertThat(read.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(read.getSuppressed()).hasSize(1);
    }

    @Test
    void anExceptionOfAnUnknownClassKeepsItsName() {
        Throwable read = (Throwable) back(new Stranger("hello"), Throwable.class);
        assertThat(read)
                .isInstanceOfSatisfying(
                        UnknownThrowable.class,
                        e -> assertThat(e.className()).isEqualTo(Stranger.class.getName()))
                .hasMessage("hello");
    }

    @Test
    @Timeout(20)
    void depthAndSizeAreBounded() {
        assertThatThrownBy(() -> parsed("[".repeat(100_000), Object.class))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(
                        () ->
                                parsed(
                                        "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
                                        Map.class))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> parsed("1" + "0".repeat(2_000), BigInteger.class))
                .isInstanceOf(SerializationException.class);
        AllowedTypes few =
                ServiceTypes.of("few").limits(new ReadLimits(10_000, 100, 4_096)).build();
        ByteBuf many = written(Collections.nCopies(200, "x"), List.class);
        assertThatThrownBy(() -> read(many, List.class, few))
                .isInstanceOf(SerializationException.class);
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> written(endless, List.class))
                .isInstanceOf(SerializationException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    @Timeout(60)
    void mutatedLinesAreAValueOrASerializationException(long seed) {
        Random random = new Random(seed);
        List<Object> values = new ArrayList<>(undeclared());
        values.add(new OutOfStock("x", List.of(), null));
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            Object value = values.get(random.nextInt(values.size()));
            Type declared = value instanceof Throwable ? Throwable.class : Object.class;
            ByteBuf mutated = written(value, declared);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                mutated.setByte(random.nextInt(mutated.readableBytes()), random.nextInt(256));
            }
            try {
                read(mutated, declared, TYPES);
            } catch (SerializationException e) {
                refused++;
                assertThat(e).as("seed %d, round %d", seed, i).hasMessageMatching("(?s).+");
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(100, 3_999);
    }

    @Test
    @Timeout(20)
    void elementsOfASetThatShareAHashCodeAreRefusedIfTheyAreMany() {
        assertThat(back(Set.of(new Circle(1), new Square(2, Optional.empty())), returned("set")))
                .isEqualTo(Set.of(new Circle(1), new Square(2, Optional.empty())));
        StringBuilder line = new StringBuilder("[");
        for (int i = 0; i < 50_000; i++) {
            line.append(i == 0 ? "" : ",").append("{\"text\":\"").append(i).append("\"}");
        }
        String same = line.append("]").toString();
        assertThatThrownBy(() -> parsed(same, returned("constant")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("hash codes");
    }

    @Test
    void mapsAreReadAsAttachments() {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = json.writer();
        writer.begin(out, Dialect.DUBBO);
        writer.writeMap(new LinkedHashMap<>(Map.of("a", "b", "n", 5L)));
        writer.end();
        ObjectReader reader = json.reader();
        reader.begin(out, TYPES);
        assertThat(reader.readMap()).isEqualTo(Map.of("a", "b", "n", 5L));
        assertThat(reader.hasNext()).isFalse();
        reader.end();
    }
}
