package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caucho.hessian.io.Hessian2Output;
import com.caucho.hessian.io.SerializerFactory;
import io.redub.serialize.Dialect;
import io.redub.serialize.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Towards Caucho's library. Runs twice: in a JVM with the packages it likes open, and in none. */
class CauchoTest {
    private static final Peer CAUCHO = caucho();

    private static Peer caucho() {
        try {
            return Peer.caucho();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whether this JVM was started with {@code --add-opens} for the package. */
    private static boolean isOpen(Class<?> type) {
        return type.getModule().isOpen(type.getPackageName(), CauchoTest.class.getModule());
    }

    private static Object toCaucho(Object value, Class<?> declared) throws Exception {
        return CAUCHO.read(Wire.write(value, declared, Dialect.CAUCHO), declared);
    }

    static Stream<Object> whole() throws Exception {
        LocalDateTime at = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_999);
        Calendar calendar = new GregorianCalendar();
        calendar.setTimeInMillis(1_700_000_000_123L);
        return Stream.of(
                at,
                LocalDate.MIN,
                LocalDate.MAX,
                LocalTime.MIN,
                LocalTime.MAX,
                Instant.MIN,
                Instant.MAX,
                Instant.ofEpochSecond(-1, 999_999_999),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofNanos(-1),
                Period.of(-1, 20, 400),
                Year.of(Year.MIN_VALUE),
                YearMonth.of(2024, 12),
                MonthDay.of(2, 29),
                ZoneId.of("Europe/Paris"),
                ZoneId.of("UTC"),
                DayOfWeek.MONDAY,
                new UUID(-1, Long.MIN_VALUE),
                Locale.ROOT,
                Locale.CHINA,
                new Locale("", "US"),
                new Locale("de", "", "POSIX"),
                new Locale("", "", "POSIX"),
                new Locale("ja", "JP", "JP"),
                Optional.of(at),
                Optional.empty(),
                OptionalInt.of(0),
                OptionalInt.empty(),
                OptionalLong.of(Long.MAX_VALUE),
                OptionalDouble.of(-0.0),
                OptionalDouble.empty(),
                calendar,
                InetAddress.getByAddress(null, new byte[] {10, 0, 0, 1}),
                InetAddress.getByAddress("a.host", new byte[] {10, 0, 0, 1}),
                new java.sql.Timestamp(1_001),
                (byte) -1,
                (short) 300,
                3.3f,
                Float.NaN,
                Map.entry("k", (byte) 1),
                new ArrayList<>(Arrays.asList((byte) 1, (short) 2, 3f, 4, 5L, 6d, null)),
                new HashMap<>(Map.of((byte) 1, (short) 2)),
                EnumSet.allOf(DayOfWeek.class),
                new EnumMap<>(Map.of(DayOfWeek.MONDAY, (short) 1)),
                List.of(List.of((byte) 1), Set.of(3f), Map.of("k", (short) 1)),
                new Object[] {(byte) 1, new Short[] {1, null}, new Number[] {1.5f}},
                at.getClass());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whatIsWrittenIsReadWholeWithoutAnyAddOpens(Object value) throws Exception {
        Object read = toCaucho(value, Object.class);
        if (value instanceof Object[] all) {
            assertThat((Object[]) read).isEqualTo(all);
        } else {
            assertThat(read).isEqualTo(value);
            assertThat(read.hashCode()).isEqualTo(value.hashCode());
        }
        if (!(value instanceof Object[] || value instanceof Collection || value instanceof Map)) {
            assertThat(read).hasToString(value.toString());
        }
        if (value instanceof ZoneId zone) {
            assertThat(((ZoneId) read).getRules()).isEqualTo(zone.getRules());
        }
        byte[] bytes = Wire.write(value, Object.class, Dialect.CAUCHO);
        assertThat(Wire.read(bytes, Object.class, Wire.types(Object.class, DayOfWeek.class)))
                .isEqualTo(value);
    }

    static class Box<T> implements Serializable {
        T value;
        T[] all;
        List<T> list;
    }

    static class Shorts extends Box<Short> {
        Short own = 7;
        char letter = 'c';
        Character boxed = 'd';
        char[] letters = {'e', '\u4e2d'};
        float real = 3.3f;
        Number number = (byte) 1;
        Comparable<?> comparable = (short) 2;
        Serializable any = 1.5f;
        CharSequence text = "text";
        Set<DayOfWeek> days = EnumSet.of(DayOfWeek.MONDAY);
        Map<DayOfWeek, Byte> byDay = new EnumMap<>(Map.of(DayOfWeek.MONDAY, (byte) 1));
        Deque<Byte> deque = new ArrayDeque<>(List.of((byte) 1));
        Queue<Object> lifo = Collections.asLifoQueue(new ArrayDeque<>(List.of((byte) 1)));
        ConcurrentNavigableMap<String, Short> part =
                new ConcurrentSkipListMap<>(Map.of("a", (short) 1)).headMap("b");
        LocalDate day = LocalDate.of(2024, 1, 2);
        java.time.temporal.Temporal same = day;
        Locale locale = Locale.CHINA;
        UUID id = new UUID(1, 2);
        Optional<Short> maybe = Optional.of((short) 3);

        Shorts() {
            value = (short) 5;
            all = new Short[] {1, 2};
            list = new ArrayList<>(List.of((short) 3));
        }
    }

    @Test
    void fieldsOfGenericTypesKeepWhatTheyHold() throws Exception {
        Shorts sent = new Shorts();
        Shorts read = (Shorts) toCaucho(sent, Shorts.class);

        assertThat((Object) read.value).isEqualTo((short) 5);
        assertThat(read.all).containsExactly((short) 1, (short) 2);
        assertThat(read.list).containsExactly((short) 3);
        assertThat(read.number).isEqualTo((byte) 1);
        assertThat((Object) read.comparable).isEqualTo((short) 2);
        assertThat(read.any).isEqualTo(1.5f);
        assertThat(read.text).isEqualTo("text");
        assertThat(read.boxed).isEqualTo('d');
        assertThat(read.letter).isEqualTo('c');
        assertThat(read.letters).containsExactly('e', '\u4e2d');
        assertThat(read.days).isEqualTo(sent.days);
        assertThat(read.byDay).isEqualTo(sent.byDay);
        assertThat(read.deque).containsExactly((byte) 1);
        assertThat(read.lifo).containsExactly((byte) 1);
        assertThat(read.part).isEqualTo(sent.part);
        assertThat(read.same).isSameAs(read.day).isEqualTo(sent.day);
        assertThat(read.locale).isEqualTo(sent.locale);
        assertThat(read.id).isEqualTo(sent.id);
        assertThat(read.maybe).isEqualTo(sent.maybe);
    }

    static class Loose implements Serializable {
        Serializable map = new HashMap<>(Map.of("k", (byte) 1));
        Cloneable same = (Cloneable) map;
        Serializable list = new ArrayList<>(List.of((byte) 1));
        Iterable<?> items = new ArrayList<>(List.of((byte) 1));
        Serializable text = "text";
        Serializable bytes = new byte[] {1};
        Serializable ints = new int[] {1};
        Serializable day = DayOfWeek.MONDAY;
        Serializable small = (short) 1;
        Object[] words = new String[] {"a"};
        Serializable date = new java.util.Date(5);
        Serializable flag = true;
        Number number = 1L << 40;
        Object failure = new IllegalStateException("why");
        AbstractMap<String, Object> base = new HashMap<>(Map.of("k", 1));
    }

    @Test
    void fieldsOfAnyInterfaceKeepWhatTheyHold() throws Exception {
        Loose sent = new Loose();
        assertThat(Alike.test(sent, toCaucho(sent, Loose.class))).isTrue();
    }

    static class ExactEnums implements Serializable {
        Object first;
        EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.MONDAY);
        Set<DayOfWeek> none = EnumSet.noneOf(DayOfWeek.class);

        {
            first = days;
        }
    }

    /** Caucho's reader calls the private readResolve of the form. */
    @Test
    void aFieldOfEnumSetIsReadWhereThePackageIsOpenAndAnErrorElsewhere() throws Exception {
        ExactEnums sent = new ExactEnums();
        byte[] bytes = Wire.write(sent, Object.class, Dialect.CAUCHO);
        if (isOpen(EnumSet.class)) {
            assertThat(Alike.test(sent, CAUCHO.read(bytes))).isTrue();
        } else {
            assertThatThrownBy(() -> CAUCHO.read(bytes)).isInstanceOf(Exception.class);
        }
        Object back =
                Wire.read(
                        bytes,
                        Object.class,
                        Wire.types(Object.class, ExactEnums.class, DayOfWeek.class));
        assertThat(Alike.test(sent, back)).isTrue();
    }

    @Test
    void ofAllTypesOnlyThreeNeedOpenPackagesThere() throws Exception {
        Set<String> lost = new LinkedHashSet<>();
        for (TypeTable.Group group : TypeTable.all()) {
            for (TypeTable.Row row : group.rows()) {
                for (Object value : row.values()) {
                    byte[] bytes = written(value);
                    if (bytes != null && !Alike.test(value, read(bytes))) {
                        lost.add(row.type());
                    }
                }
            }
        }
        if (isOpen(EnumSet.class)) {
            assertThat(lost).isEmpty();
        } else {
            assertThat(lost).containsExactly("`Currency`", "`LongAdder`", "`DoubleAdder`");
        }
    }

    private static byte[] written(Object value) {
        try {
            return Wire.write(value, Object.class, Dialect.CAUCHO);
        } catch (SerializationException refused) {
            return null;
        }
    }

    private static Object read(byte[] bytes) {
        try {
            return CAUCHO.read(bytes);
        } catch (Exception e) {
            return e;
        }
    }

    public static class OpenList extends ArrayList<Object> {}

    static class ClosedList extends ArrayList<Object> {}

    static class Lists implements Serializable {
        Object any;
        ClosedList closed;
        EnumMap<DayOfWeek, Integer> map;
    }

    @Test
    void aContainerThatCauchoCannotMakeIsReplacedOnlyWhereTheReplacementFits() throws Exception {
        OpenList open = new OpenList();
        open.add((byte) 1);
        assertThat(toCaucho(open, OpenList.class)).isInstanceOf(OpenList.class).isEqualTo(open);
        ClosedList closed = new ClosedList();
        closed.add((byte) 1);
        Lists lists = new Lists();
        lists.any = closed;
        assertThat(((Lists) toCaucho(lists, Lists.class)).any)
                .isInstanceOf(ArrayList.class)
                .isEqualTo(closed);
        lists.closed = closed;
        refused(lists, "ClosedList", "public constructor");
        lists.closed = null;
        lists.map = new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1));
        refused(lists, "java.util.EnumMap", "LinkedHashMap");
    }

    private static void refused(Object value, String... told) {
        assertThatThrownBy(() -> Wire.write(value, Object.class, Dialect.CAUCHO))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("to a Caucho peer")
                .hasMessageContainingAll(told);
    }

    static class Hidden implements Serializable {
        String name = "outer";
    }

    static class Hiding extends Hidden {
        int own = 3;
        String name = "inner";
        String more = "more";
    }

    static class HidingFailure extends Exception {
        String detailMessage = "twice";
    }

    static Stream<Arguments> changed() throws Exception {
        LocalDateTime at = LocalDateTime.of(2024, 1, 2, 3, 4);
        java.sql.Timestamp exact = new java.sql.Timestamp(1_000);
        exact.setNanos(1);
        Calendar late = new GregorianCalendar();
        late.setMinimalDaysInFirstWeek(8 - late.getMinimalDaysInFirstWeek());
        byte[] six = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        return Stream.of(
                Arguments.of(ZoneOffset.UTC, "java.time.ZoneOffset", "getTotalSeconds()"),
                Arguments.of(at.atOffset(ZoneOffset.UTC), "java.time.OffsetDateTime", "toInstant"),
                Arguments.of(
                        ZonedDateTime.of(at, ZoneId.of("Europe/Paris")), "ZonedDateTime", "send"),
                Arguments.of(OffsetTime.of(1, 2, 3, 4, ZoneOffset.UTC), "OffsetTime", "toString"),
                Arguments.of(ZoneId.of("UTC+8"), "java.time.ZoneRegion", "UTC+08:00"),
                Arguments.of(TimeZone.getTimeZone("Asia/Shanghai"), "ZoneInfo", "send its id"),
                Arguments.of(new BitSet(), "java.util.BitSet", "toLongArray()"),
                Arguments.of(URI.create("a:b"), "java.net.URI", "toString()"),
                Arguments.of(exact, "java.sql.Timestamp", "milliseconds"),
                Arguments.of(late, "java.util.GregorianCalendar", "send a Date"),
                Arguments.of(Locale.forLanguageTag("zh-Hans-CN"), "java.util.Locale", "tag"),
                Arguments.of(new Locale("a", "b", "c_d"), "java.util.Locale", "tag"),
                Arguments.of(
                        java.net.Inet6Address.getByAddress(null, six, 1),
                        "java.net.Inet6Address",
                        "getHostAddress()"),
                Arguments.of('c', "java.lang.Character", "String"),
                Arguments.of(List.of('c'), "java.lang.Character", "String"),
                Arguments.of(new char[0], "char[]", "String"),
                Arguments.of(new Hiding(), "Hiding", "name"),
                Arguments.of(new HidingFailure(), "HidingFailure", "detailMessage"),
                Arguments.of(new TypeTable.Point(1, "p"), "TypeTable$Point", "record"),
                Arguments.of(new StringBuilder("x"), "java.lang.StringBuilder", "toString()"));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void whatCauchoWouldReadAsSomethingElseIsRefused(Object value, String type, String why) {
        refused(value, type, why);
        refused(new ArrayList<>(List.of(value)), type, why);
    }

    /** Caucho's writer puts the subclass first, Dubbo's last. */
    @Test
    void aFieldThatHidesItsParentsIsReadIntoTheRightOneOfBoth() throws Exception {
        Hiding sent = new Hiding();
        ((Hidden) sent).name = "changed";
        byte[] bytes = CAUCHO.write(sent);
        Hiding read = (Hiding) Wire.read(bytes, Hiding.class, Wire.types(Hiding.class));
        assertThat(read.name).isEqualTo("inner");
        assertThat(((Hidden) read).name).isEqualTo("changed");
    }

    @Test
    void optionalsThatCauchoWasAllowedToWriteAreRead() throws Exception {
        SerializerFactory factory = new SerializerFactory(CauchoTest.class.getClassLoader());
        factory.setAllowNonSerializable(true);
        for (Object value :
                List.of(
                        OptionalInt.empty(),
                        OptionalInt.of(0),
                        OptionalLong.empty(),
                        OptionalLong.of(1),
                        OptionalDouble.empty(),
                        OptionalDouble.of(2))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Hessian2Output out = new Hessian2Output(bytes);
            out.setSerializerFactory(factory);
            out.writeObject(value);
            out.flush();
            assertThat(Wire.read(bytes.toByteArray(), Object.class, Wire.types(Object.class)))
                    .isEqualTo(value);
        }
    }

    static class Node implements Serializable {
        Object next;
    }

    @Test
    @Timeout(20)
    void aLongChainTakesNoStackPerNode() {
        Node head = new Node();
        Node last = head;
        for (int i = 0; i < 100_000; i++) {
            Node node = new Node();
            last.next = i % 2 == 0 ? List.of(node) : new TreeMap<>(Map.of("k", node));
            last = node;
        }
        assertThat(Wire.write(head, Object.class, Dialect.CAUCHO)).hasSizeGreaterThan(300_000);
    }

    /** The facts about the JDK's fields on which the forms rest. */
    @Test
    void theFormsNameTheFieldsOfThisJdk() throws Exception {
        for (ValueType<?> each : CauchoTypes.ALL) {
            if (each.wireName.startsWith("java.")) {
                Class<?> type = Class.forName(each.wireName);
                for (String field : each.fieldNames()) {
                    assertThat(type.getDeclaredField(field).getModifiers())
                            .as("%s.%s", type, field)
                            .matches(m -> !java.lang.reflect.Modifier.isTransient(m));
                }
            }
        }
    }
}
