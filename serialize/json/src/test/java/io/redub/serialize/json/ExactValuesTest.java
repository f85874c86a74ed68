package io.redub.serialize.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.Serialization;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the JDK come back equal, or are refused by the side that writes them. */
class ExactValuesTest {
    record Holder(
            Date date,
            Timestamp stamp,
            Calendar calendar,
            BitSet bits,
            Optional<Object> maybe,
            EnumSet<TimeUnit> units,
            Map<TimeUnit, Object> byUnit,
            TimeZone zone) {}

    private static final AllowedTypes TYPES =
            ServiceTypes.of("the service").roots(List.of(Holder.class)).build();

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

    private Object parsed(String line, Type declared) {
        return read(Unpooled.copiedBuffer(line + "\n", StandardCharsets.UTF_8), declared, TYPES);
    }

    private Object back(Object value, Type declared) {
        return read(written(value, declared), declared, TYPES);
    }

    private static Timestamp stamp() {
        Timestamp stamp = new Timestamp(123_456_789L);
        stamp.setNanos(123_456_789);
        return stamp;
    }

    private static Calendar calendar() {
        Calendar calendar =
                new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.GERMANY);
        calendar.setTimeInMillis(1_234_567_890_123L);
        calendar.setLenient(false);
        return calendar;
    }

    static List<Object> exact() {
        BitSet bits = new BitSet();
        bits.set(3);
        bits.set(200);
        return List.of(
                stamp(),
                new java.sql.Date(123_456_789),
                new Time(123_456_789),
                new Date(Long.MIN_VALUE),
                new Date(Long.MAX_VALUE),
                new Date(-62_200_000_000_001L),
                calendar(),
                bits,
                TimeZone.getTimeZone("Europe/Paris"),
                Instant.MAX,
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void aValueOfTheJdkComesBackEqual(Object value) {
        assertThat(back(value, value.getClass() == TimeZone.class ? TimeZone.class : Object.class))
                .isEqualTo(value);
        if (!(value instanceof TimeZone)) {
            assertThat(back(value, value.getClass())).isEqualTo(value).hasSameClassAs(value);
        }
    }

    @Test
    void fieldsOfThemComeBackEqual() {
        Holder holder =
                new Holder(
                        stamp(),
                        stamp(),
                        calendar(),
                        BitSet.valueOf(new long[] {5}),
                        Optional.of(5L),
                        EnumSet.of(TimeUnit.DAYS),
                        new EnumMap<>(Map.of(TimeUnit.DAYS, 1L)),
                        TimeZone.getTimeZone("UTC"));
        Holder read = (Holder) back(holder, Holder.class);
        assertThat(read).isEqualTo(holder);
        assertThat(read.date()).isExactlyInstanceOf(Timestamp.class);
        assertThat(written(new Date(0), Date.class).toString(StandardCharsets.UTF_8))
                .isEqualTo("\"1970-01-01T00:00:00Z\"\n");
        assertThat(back(new Date(5), Date.class)).isEqualTo(new Date(5));
    }

    static List<Object> hidden() {
        return List.of(
                List.of(1, 2L),
                List.of(),
                Arrays.asList(1, null),
                Collections.emptyList(),
                Collections.nCopies(3, "x"),
                Collections.unmodifiableList(new ArrayList<>(List.of(1L))),
                Collections.synchronizedList(new ArrayList<>(List.of("y"))),
                new ArrayList<>(List.of(1, 2, 3)).subList(1, 2),
                Set.of(1, "x"),
                Collections.singleton(5L),
                Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(1, 2))),
                new LinkedHashSet<>(EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS)),
                Map.of("k", List.of(1), "l", Map.of()),
                Collections.emptyMap(),
                Collections.unmodifiableMap(new HashMap<>(Map.of("@class", "x"))),
                new TreeMap<>(Map.of("a", 1)).headMap("b"),
                new HashMap<>(Map.of("k", 1)).keySet(),
                ZoneId.of("Europe/Paris"),
                ZoneOffset.ofHours(2));
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void aValueOfAClassThatTheJdkHidesComesBackEqual(Object value) {
        assertThat(back(value, Object.class)).isEqualTo(value);
        assertThat(back(new ArrayList<>(List.of(value)), Object.class)).isEqualTo(List.of(value));
    }

    static List<Object> refused() {
        return List.of(
                Pattern.compile("a", Pattern.CASE_INSENSITIVE),
                Optional.of(1),
                Optional.empty(),
                new AtomicReference<>("x"),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
                EnumSet.of(TimeUnit.DAYS),
                new TreeSet<>(Comparator.reverseOrder()),
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                new SimpleTimeZone(5, "mine"),
                new GregorianCalendar(new SimpleTimeZone(5, "mine")),
                Map.entry("a", 1),
                StandardCharsets.UTF_8,
                new Timestamp(5) {
                    private static final long serialVersionUID = 1L;
                });
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aValueThatWouldChangeIsNotWritten(Object value) {
        assertThatThrownBy(() -> written(value, Object.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("send");
    }

    @Test
    @Timeout(10)
    void numbersBeyondWhatATimeCanHoldAreRefused() {
        String digits = "1".repeat(900_000) + "." + "1".repeat(900_000);
        for (Class<?> type : List.of(Duration.class, Instant.class, ZonedDateTime.class)) {
            for (String line :
                    List.of(
                            "1e999999999",
                            "-1e999999999",
                            "1e-999999999",
                            "1e20",
                            "99999999999999999999",
                            "99999999999999999999.5",
                            "\"" + digits + "\"",
                            "\"1e999999999\"")) {
                assertThatThrownBy(() -> parsed(line, type))
                        .as("%s of %.30s", type, line)
                        .isInstanceOf(SerializationException.class);
            }
        }
        assertThat(parsed("1.5", Duration.class)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(parsed("1.5", Instant.class)).isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(parsed("1.5", OffsetDateTime.class)).isInstanceOf(OffsetDateTime.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999"})
    void numbersBeyondADoubleAreRefused(String line) {
        for (Class<?> type : List.of(double.class, Double.class, Object.class)) {
            assertThatThrownBy(() -> parsed(line, type)).isInstanceOf(SerializationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-13-01T00:00:00Z\"",
                "\"yesterday\"",
                "{}",
                "[]",
                "1.5",
                "\"+999999999-01-01T00:00:00Z\"",
                "{\"millis\":1,\"zone\":\"No/Where\",\"firstDayOfWeek\":1,\"minimalDays\":1}",
                "{\"millis\":1}"
            })
    void brokenDatesAreRefused(String line) {
        for (Class<?> type :
                List.of(Date.class, java.sql.Date.class, Timestamp.class, Calendar.class)) {
            assertThatThrownBy(() -> parsed(line, type)).isInstanceOf(SerializationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.HashSet",
                "java.util.LinkedHashSet",
                "java.util.Set",
                "java.util.concurrent.CopyOnWriteArraySet",
                "java.util.concurrent.CopyOnWriteArrayList"
            })
    @Timeout(10)
    void elementsWhoseHashCodesAPeerCanChooseDoNotHoldUpAReader(String container) {
        StringBuilder lists = new StringBuilder();
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            lists.append(i == 0 ? "" : ",").append("[\"java.util.ArrayList\",[");
            lists.append(i).append(',').append(-31 * i).append("]]");
            numbers.append(i == 0 ? "" : ",").append(i);
        }
        String outer = "[\"" + container + "\",[%s]]";
        if (container.endsWith("List")) {
            assertThat((List<?>) parsed(outer.formatted(lists), Object.class)).hasSize(60_000);
        } else {
            assertThatThrownBy(() -> parsed(outer.formatted(lists), Object.class))
                    .isInstanceOf(SerializationException.class);
        }
        if (container.endsWith("CopyOnWriteArraySet")) {
            assertThatThrownBy(() -> parsed(outer.formatted(numbers), Object.class))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void aContainerInASetOfUndeclaredElementsIsRefusedByName() {
        assertThatThrownBy(() -> parsed("[\"java.util.HashSet\",[{\"a\":1}]]", Object.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.util.LinkedHashMap in a hash set")
                .hasMessageContaining("send a list");
    }

    @Test
    void theTimeToReadIsBounded() {
        AllowedTypes hasty =
                ServiceTypes.of("hasty").limits(ReadLimits.DEFAULT.with(Bound.TIME, 1)).build();
        ByteBuf many = written(Collections.nCopies(2_000_000, 12_345L), List.class);
        assertThatThrownBy(() -> read(many, List.class, hasty))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Bound.TIME.parameter());
    }
}
