package io.redub.serialize.hessian2;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
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
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.Stack;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Every type of the page "What crosses the wire", with values that tell whether it is kept. */
final class TypeTable {
    /**
     * One type.
     *
     * @param declared by a method or field that expects the value; others expect Object
     */
    record Row(String type, String form, Type declared, List<Object> values) {}

    record Group(String title, List<Row> rows) {}

    enum Plain {
        ONE,
        TWO
    }

    enum WithBody {
        PLAIN,
        FANCY {
            @Override
            public String toString() {
                return "fancy!";
            }
        }
    }

    static class Bean implements Serializable {
        int number = 7;
        String text = "text";
        transient int skipped;
        Long boxed = 1L << 40;
        List<String> words = new ArrayList<>(List.of("a", "b"));
        Bean next;
    }

    static class FloatBean implements Serializable {
        float number = 3.3f;
        Float boxed = 0.1f;
    }

    static class Child extends Bean {
        String own = "child";
        Date when = new Date(5);
    }

    static class Hiding extends Bean {
        String text = "hides";
    }

    record Point(int x, String label) implements Serializable {}

    static class Replaced implements Serializable {
        String kept = "kept";

        private Object writeReplace() {
            return new Stand(kept);
        }
    }

    static class Stand implements Serializable {
        String text;

        Stand(String text) {
            this.text = text;
        }

        private Object readResolve() {
            return new Replaced();
        }
    }

    static class Outer implements Serializable {
        String name = "outer";

        class Inner implements Serializable {
            String own = "inner";

            String both() {
                return name + own;
            }
        }
    }

    static class NotSerializable {
        int number = 3;
    }

    static class Failure extends Exception {
        int code = 5;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static class MyList extends ArrayList<String> {}

    static class MyDate extends Date {
        MyDate(long millis) {
            super(millis);
        }
    }

    interface Signatures {
        List<Short> shorts();

        List<Float> floats();

        Map<String, Byte> bytes();
    }

    private final List<Row> rows = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    private TypeTable() {}

    static List<Group> all() {
        TypeTable table = new TypeTable();
        try {
            table.scalars();
            table.values();
            table.times();
            table.arrays();
            table.collections();
            table.maps();
            table.objects();
            table.failures();
        } catch (UnknownHostException | MalformedURLException | NoSuchMethodException e) {
            throw new AssertionError(e);
        }
        return table.groups;
    }

    private void row(String type, String form, Object... values) {
        rows.add(new Row(type, form, values[0].getClass(), List.of(values)));
    }

    private void row(String type, String form, Class<?> declared, Object value) {
        rows.add(new Row(type, form, declared, List.of(value)));
    }

    private void group(String title) {
        groups.add(new Group(title, List.copyOf(rows)));
        rows.clear();
    }

    private void scalars() throws NoSuchMethodException {
        row("`boolean`, `Boolean`", "`T` `F`", true, false);
        row("`int`, `Integer`", "int, 1 to 5 bytes", 0, -17, 2048, 300_000, Integer.MIN_VALUE);
        row("`long`, `Long`", "long, 1 to 9 bytes", 0L, 16L, -2049L, 1L << 31, Long.MIN_VALUE);
        row("`double`, `Double`", "double, 1 to 9 bytes", 0.0, 1.0, 1.5, 3.3, 1e300, Double.NaN);
        row("`-0.0`", "double, 9 bytes", -0.0);
        row("`byte`, `Byte`", "int; behind `Object` `ByteHandle`", (byte) -5);
        row("`short`, `Short`", "int; behind `Object` `ShortHandle`", (short) -500);
        row("`float`, `Float`", "double; behind `Object` `FloatHandle`", 1.5f, 3.3f);
        row("`char`, `Character`", "string of one; behind `Object` `redub.Character`", 'c', '中');
        row(
                "`String`",
                "string, in parts of 32,768",
                "",
                "héllo 中 😀",
                "x".repeat(70_000),
                "中".repeat(70_000),
                "a" + "😀".repeat(40_000));
        row("`String` with a lone surrogate", "string", "\ud800", "x\udc00y");
        row("`byte[]`", "binary, in parts of 32,768", new byte[] {1, -1}, new byte[200_000]);
        rows.add(
                new Row(
                        "`List<Short>`",
                        "untyped list of ints",
                        type("shorts"),
                        List.of(new ArrayList<>(List.of((short) 1, (short) 300)))));
        rows.add(
                new Row(
                        "`List<Float>`",
                        "untyped list of doubles",
                        type("floats"),
                        List.of(new ArrayList<>(List.of(3.3f, 1.5f)))));
        rows.add(
                new Row(
                        "`Map<String, Byte>`",
                        "untyped map with ints",
                        type("bytes"),
                        List.of(new HashMap<>(Map.of("a", (byte) 1)))));
        group("Scalars");
    }

    private static Type type(String method) throws NoSuchMethodException {
        return Signatures.class.getDeclaredMethod(method).getGenericReturnType();
    }

    private void values() throws UnknownHostException, MalformedURLException {
        row("`BigDecimal`", "`{value}`: text", new BigDecimal("1.50"), new BigDecimal("-1E+30"));
        row("`BigInteger`", "`{mag, signum …}`", new BigInteger("-12345678901234567890"));
        row("`MathContext`", "`{roundingMode, precision}`", MathContext.DECIMAL64);
        row("enum", "`{name}`", Plain.ONE, Plain.TWO);
        row("enum of the JDK", "`{name}`", java.math.RoundingMode.UP);
        row("enum constant with a body", "`{name}` of the enum", WithBody.class, WithBody.FANCY);
        row("`Class`", "`{name}`", String.class, int.class, int[].class);
        row("`UUID`", "`{value}`: text", new UUID(1, 2));
        row("`URI`", "`{string}`", URI.create("http://a/b?c=d#e"));
        row("`URL`", "`{spec}`: text", new URL("http://no.such.host.invalid/b?c"));
        row("`File`", "`{value}`: path", new File("/a/b"));
        row(
                "`InetAddress`",
                "`{hostName, address, scope}`",
                InetAddress.class,
                InetAddress.getByAddress("host", new byte[] {10, 0, 0, 1}));
        row("`Inet6Address`", "`{hostName, address, scope}`", InetAddress.getByName("fe80::1"));
        row(
                "`InetSocketAddress`",
                "`{hostname, addr, port}`",
                InetSocketAddress.createUnresolved("no.such.host.invalid", 80),
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 80));
        row("`Locale`", "`LocaleHandle{value}`", Locale.CHINA, Locale.ENGLISH);
        row(
                "`Locale` with a script",
                "`LocaleHandle{value}`: language tag",
                Locale.forLanguageTag("zh-Hans-CN"));
        row("`Currency`", "`{currencyCode}`", Currency.getInstance("CNY"));
        row("`Pattern`", "`{flags, pattern}`", Pattern.compile("a(b|c)*", Pattern.COMMENTS));
        row("`StringBuilder`", "`{value}`: text", new StringBuilder("büilder"));
        row("`StringBuffer`", "`{value}`: text", new StringBuffer("buffer 中"));
        row("`BitSet`", "`BitSetHandle{words}`", BitSet.valueOf(new long[] {8, 1}));
        row("`Optional`", "`{value}`", Optional.of("x"), Optional.empty());
        row("`OptionalInt`", "`{value}`", OptionalInt.of(3), OptionalInt.empty());
        row("`OptionalLong`", "`{value}`", OptionalLong.of(3));
        row("`OptionalDouble`", "`{value}`", OptionalDouble.of(3));
        row("`AtomicInteger`", "`{value}`", new AtomicInteger(3));
        row("`AtomicLong`", "`{value}`", new AtomicLong(3));
        row("`AtomicBoolean`", "`{value}`: 0 or 1", new AtomicBoolean(true));
        row("`AtomicReference`", "`{value}`", new AtomicReference<>("x"));
        row("`AtomicIntegerArray`", "`{array}`", new AtomicIntegerArray(new int[] {1, 2}));
        row("`AtomicLongArray`", "`{array}`", new AtomicLongArray(new long[] {1, 2}));
        row("`LongAdder`", "`$SerializationProxy{value}`", adder());
        row("`DoubleAdder`", "`$SerializationProxy{value}`", doubleAdder());
        row("`SimpleEntry`", "`{value, key}`", new AbstractMap.SimpleEntry<>("k", 1));
        row(
                "`Map.entry`",
                "`SimpleImmutableEntry{value, key}`",
                Map.Entry.class,
                Map.entry("k", 1));
        row("`new Object()`", "`object{}`", new Object());
        group("Values of the JDK");
    }

    private static LongAdder adder() {
        LongAdder adder = new LongAdder();
        adder.add(5);
        return adder;
    }

    private static DoubleAdder doubleAdder() {
        DoubleAdder adder = new DoubleAdder();
        adder.add(5);
        return adder;
    }

    private void times() {
        LocalDateTime both = LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6);
        row("`Date`", "date, 5 or 9 bytes", new Date(1), new Date(60_000), new Date(-1));
        row("`java.sql.Date`", "`{value}`: date", new java.sql.Date(86_400_000));
        row("`java.sql.Time`", "`{value}`: date", new java.sql.Time(3_600_000));
        row(
                "`java.sql.Timestamp`, whole milliseconds",
                "`{value}`: date",
                new java.sql.Timestamp(1_001));
        java.sql.Timestamp exact = new java.sql.Timestamp(1_000);
        exact.setNanos(123_456_789);
        row("`java.sql.Timestamp`, nanoseconds", "`{value}`, to Redub `{value, nanos}`", exact);
        row(
                "`Calendar` of the default zone",
                "`CalendarHandle{date, type}`",
                Calendar.class,
                calendar(TimeZone.getDefault()));
        row(
                "`Calendar` of another zone",
                "to Redub with zone, week and kind",
                Calendar.class,
                calendar(TimeZone.getTimeZone("Asia/Shanghai")));
        row("`TimeZone`", "`{ID}`", TimeZone.class, TimeZone.getTimeZone("Asia/Shanghai"));
        row("`Instant`", "`InstantHandle`", Instant.ofEpochSecond(1, 2));
        row("`LocalDate`", "`LocalDateHandle`", both.toLocalDate());
        row("`LocalTime`", "`LocalTimeHandle`", both.toLocalTime());
        row("`LocalDateTime`", "`LocalDateTimeHandle`", both);
        row(
                "`OffsetDateTime`",
                "`OffsetDateTimeHandle`",
                OffsetDateTime.of(both, ZoneOffset.ofHours(8)));
        row("`OffsetTime`", "`OffsetTimeHandle`", OffsetTime.of(1, 2, 3, 4, ZoneOffset.UTC));
        row(
                "`ZonedDateTime`",
                "`ZonedDateTimeHandle`",
                ZonedDateTime.of(both, ZoneId.of("Asia/Shanghai")));
        row("`ZoneOffset`", "`ZoneOffsetHandle`", ZoneOffset.ofHours(8));
        row("`ZoneId`", "`ZoneIdHandle`", ZoneId.class, ZoneId.of("Asia/Shanghai"));
        row("`Duration`", "`DurationHandle`", Duration.ofSeconds(-1, 2));
        row("`Period`", "`PeriodHandle`", Period.of(1, -2, 3));
        row("`Year`", "`YearHandle`", Year.of(2024));
        row("`YearMonth`", "`YearMonthHandle`", YearMonth.of(2024, 1));
        row("`MonthDay`", "`MonthDayHandle`", MonthDay.of(2, 29));
        row("`DayOfWeek`", "enum", DayOfWeek.MONDAY);
        row("`Month`", "enum", Month.MAY);
        group("Dates and times");
    }

    private static Calendar calendar(TimeZone zone) {
        Calendar calendar = new GregorianCalendar(zone);
        calendar.setTimeInMillis(1_700_000_000_123L);
        return calendar;
    }

    private void arrays() {
        row("`int[]`", "`[int`", new int[] {1, -2}, new int[0]);
        row("`long[]`", "`[long`", new long[] {1, 1L << 40});
        row("`short[]`", "`[short`", new short[] {1, -300});
        row("`double[]`", "`[double`", new double[] {1, 3.3});
        row("`float[]`", "`[float`", new float[] {1.5f, 3.3f});
        row("`boolean[]`", "`[boolean`", new boolean[] {true, false});
        row("`char[]`", "string; behind `Object` `redub.Characters`", new char[] {'a', '中'});
        row("`String[]`", "`[string`", new String[][] {{"a", null, "中"}});
        row("`Object[]`", "`[object`", new Object[][] {{"a", 1, null}});
        row("`Integer[]`", "`[java.lang.Integer`", new Integer[][] {{1, null}});
        row("`Short[]`", "`[java.lang.Short`", new Short[][] {{1, 300}});
        row("`Date[]`", "`[date`", new Date[][] {{new Date(1)}});
        row("array of an enum", "`[` and its class", new Plain[][] {{Plain.TWO}});
        row("array of a user's class", "`[` and its class", new Bean[][] {{new Bean(), null}});
        row("`int[][]`", "`[[int`", new int[][][] {{{1}, {}, {2, 3}}});
        row("`byte[][]`", "`[[byte` of binaries", new byte[][][] {{{1}, {}}});
        row("`String[][]`", "`[[string`", new String[][][] {{{"a"}, {}}});
        row(
                "`List<?>[]`",
                "`[java.util.List`",
                (Object) new List<?>[] {new ArrayList<>(List.of(1))});
        group("Arrays");
    }

    private void collections() {
        List<String> two = List.of("a", "b");
        row("`ArrayList`", "untyped list", new ArrayList<>(two), new ArrayList<>());
        row("`LinkedList`", "its name", new LinkedList<>(two));
        row("`Vector`", "its name", new Vector<>(two));
        Stack<String> stack = new Stack<>();
        stack.push("a");
        row("`Stack`", "its name", stack);
        row("`CopyOnWriteArrayList`", "its name", new CopyOnWriteArrayList<>(two));
        row("`ArrayDeque`", "its name", new ArrayDeque<>(two));
        row("`PriorityQueue`, natural order", "its name", new PriorityQueue<>(two));
        row("`ConcurrentLinkedQueue`", "its name", new ConcurrentLinkedQueue<>(two));
        row("`ConcurrentLinkedDeque`", "its name", new ConcurrentLinkedDeque<>(two));
        row("`LinkedBlockingQueue`", "its name", new LinkedBlockingQueue<>(two));
        row("`LinkedBlockingDeque`", "its name", new LinkedBlockingDeque<>(two));
        row("`LinkedTransferQueue`", "its name", new LinkedTransferQueue<>(two));
        row("`ArrayBlockingQueue`", "–", new ArrayBlockingQueue<>(2, false, two));
        row("`HashSet`", "its name", new HashSet<>(two));
        row("`LinkedHashSet`", "its name", new LinkedHashSet<>(two));
        row("`TreeSet`, natural order", "its name", new TreeSet<>(two));
        TreeSet<String> reversed = new TreeSet<>(Collections.reverseOrder());
        reversed.addAll(two);
        row(
                "`TreeSet`, `reverseOrder` or `CASE_INSENSITIVE_ORDER`",
                "its name and the order",
                reversed);
        TreeSet<String> byLength = new TreeSet<>((a, b) -> b.compareTo(a));
        byLength.addAll(two);
        row("`TreeSet`, another comparator", "–", byLength);
        row("`ConcurrentSkipListSet`", "its name", new ConcurrentSkipListSet<>(two));
        row("`CopyOnWriteArraySet`", "its name", new CopyOnWriteArraySet<>(two));
        Set<String> concurrent = ConcurrentHashMap.newKeySet();
        concurrent.addAll(two);
        row("`ConcurrentHashMap.newKeySet`", "`redub.ConcurrentSet`", Set.class, concurrent);
        row("`EnumSet`", "`EnumSetHandler{objects, type}`", Set.class, EnumSet.of(Plain.TWO));
        row(
                "`EnumSet`, empty",
                "`EnumSetHandler{objects, type}`",
                Set.class,
                EnumSet.noneOf(Plain.class));
        row("`List.of`, `Stream.toList`", "`redub.List`", List.class, two);
        row("`Set.of`", "`redub.Set`", Set.class, Set.of("a", "b"));
        row("`Arrays.asList`", "`redub.FixedList`", List.class, Arrays.asList("a", null));
        row("`Collections.emptyList`", "`redub.List`", List.class, Collections.emptyList());
        row(
                "`Collections.singletonList`",
                "`redub.List`",
                List.class,
                Collections.singletonList("a"));
        row("`Collections.nCopies`", "`redub.List`", List.class, Collections.nCopies(3, "a"));
        row(
                "`Collections.unmodifiableList`",
                "`redub.List`",
                List.class,
                Collections.unmodifiableList(new ArrayList<>(two)));
        row(
                "`Collections.unmodifiableCollection`",
                "`redub.Collection`",
                Collection.class,
                Collections.unmodifiableCollection(new ArrayList<>(two)));
        row(
                "`Collections.unmodifiableSet`",
                "`redub.Set`",
                Set.class,
                Collections.unmodifiableSet(new HashSet<>(two)));
        row(
                "`Collections.unmodifiableSortedSet`",
                "`redub.SortedSet`",
                Set.class,
                Collections.unmodifiableSortedSet(new TreeSet<>(two)));
        row(
                "`Collections.synchronizedList`",
                "`redub.SynchronizedList`",
                List.class,
                Collections.synchronizedList(new ArrayList<>(two)));
        row(
                "`Collections.synchronizedSet`",
                "`redub.SynchronizedSet`",
                Set.class,
                Collections.synchronizedSet(new HashSet<>(two)));
        row(
                "`Collections.checkedList`",
                "untyped list",
                List.class,
                Collections.checkedList(new ArrayList<>(two), String.class));
        row("`subList`", "untyped list", List.class, new ArrayList<>(two).subList(0, 1));
        row(
                "`keySet` of a `HashMap`",
                "`LinkedHashSet`",
                Set.class,
                new HashMap<>(Map.of("a", 1)).keySet());
        row(
                "`values` of a map",
                "untyped list",
                Collection.class,
                new HashMap<>(Map.of("a", 1)).values());
        MyList own = new MyList();
        own.add("a");
        row("user's class that extends a collection", "its name", own);
        row(
                "anonymous subclass of `ArrayList`",
                "untyped list",
                List.class,
                new ArrayList<>(two) {});
        group("Collections");
    }

    private void maps() {
        Map<String, Integer> one = Map.of("a", 1);
        row("`HashMap`", "untyped map", new HashMap<>(one), new HashMap<>());
        row("`LinkedHashMap`", "its name", new LinkedHashMap<>(one));
        row("`TreeMap`, natural order", "its name", new TreeMap<>(one));
        TreeMap<String, Integer> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(one);
        row(
                "`TreeMap`, `reverseOrder` or `CASE_INSENSITIVE_ORDER`",
                "its name and the order",
                reversed);
        row("`Hashtable`", "its name", new Hashtable<>(one));
        Properties properties = new Properties();
        properties.put("a", "b");
        row("`Properties`", "its name", properties);
        row("`Properties` with defaults", "–", new Properties(properties));
        row("`IdentityHashMap`", "its name", new IdentityHashMap<>(one));
        row("`ConcurrentHashMap`", "its name", new ConcurrentHashMap<>(one));
        row("`ConcurrentSkipListMap`", "its name", new ConcurrentSkipListMap<>(one));
        row("`EnumMap`", "its name, to Redub and the enum", new EnumMap<>(Map.of(Plain.ONE, 1)));
        row("`Map.of`", "`redub.Map`", Map.class, one);
        row("`Collections.emptyMap`", "`redub.Map`", Map.class, Collections.emptyMap());
        row(
                "`Collections.singletonMap`",
                "`redub.Map`",
                Map.class,
                Collections.singletonMap("a", 1));
        row(
                "`Collections.unmodifiableMap`",
                "`redub.Map`",
                Map.class,
                Collections.unmodifiableMap(new HashMap<>(one)));
        row(
                "`Collections.unmodifiableSortedMap`",
                "`redub.SortedMap`",
                Map.class,
                Collections.unmodifiableSortedMap(new TreeMap<>(one)));
        row(
                "`Collections.synchronizedMap`",
                "`redub.SynchronizedMap`",
                Map.class,
                Collections.synchronizedMap(new HashMap<>(one)));
        row(
                "`subMap`, `headMap`, `tailMap`",
                "`TreeMap`",
                Map.class,
                new TreeMap<>(one).headMap("b"));
        group("Maps");
    }

    private void objects() {
        row("user's class", "class definition and fields", new Bean());
        Bean cycle = new Bean();
        cycle.next = cycle;
        row("object that holds itself", "reference", cycle);
        row("class with inherited fields", "class definition and fields", new Child());
        row("field that hides its parent's", "both, under one name", new Hiding());
        row("class with `float` fields", "doubles", new FloatBean());
        row("record", "class definition and components", new Point(1, "p"));
        row("`writeReplace` and `readResolve`", "what it gives", new Replaced());
        row("inner class", "with its outer object", new Outer().new Inner());
        row(
                "class that is not `Serializable`",
                "class definition and fields",
                new NotSerializable());
        row("class that extends `Date`", "–", new MyDate(5));
        group("Objects");
    }

    private void failures() {
        row(
                "`Exception`",
                "`{suppressedExceptions, stackTrace, cause, detailMessage}`",
                Throwable.class,
                new IllegalStateException("why"));
        Exception caused = new RuntimeException("outer", new IllegalArgumentException("inner"));
        row("with a cause", "the same", Throwable.class, caused);
        Exception suppressing = new RuntimeException("outer");
        suppressing.addSuppressed(new IllegalStateException("closing"));
        row("with suppressed ones", "the same", Throwable.class, suppressing);
        row(
                "caused by an `IOException`",
                "the same",
                Throwable.class,
                new RuntimeException("outer", new IOException("disk")));
        row(
                "`SQLException`",
                "the same and `SQLState`, `vendorCode`",
                Throwable.class,
                new SQLException("dead", "40001", 99));
        row(
                "user's exception with fields",
                "the same and its fields",
                Throwable.class,
                new Failure("why", null));
        row(
                "`StackTraceElement`",
                "`{declaringClass, methodName, fileName, lineNumber …}`",
                new StackTraceElement("c", "m", "f", 1));
        group("Throwables");
    }
}
