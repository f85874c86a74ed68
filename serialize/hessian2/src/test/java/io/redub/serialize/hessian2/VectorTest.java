package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Dubbo 2.7.23 and 3.3.6 wrote, byte for byte. */
class VectorTest {
    private static final Map<String, String> DUBBO_2_7 = load("vectors/vec27.txt");
    private static final Map<String, String> DUBBO_3_3 = load("vectors/vec33.txt");

    private static final Map<String, Object> VALUES = new LinkedHashMap<>();

    static {
        LocalDate day = LocalDate.of(2024, 1, 2);
        LocalTime time = LocalTime.of(3, 4, 5, 6);
        LocalDateTime both = LocalDateTime.of(day, time);
        put("true", true);
        put("int 0", 0);
        put("int -17", -17);
        put("int 2048", 2048);
        put("int 300000", 300000);
        put("long 0", 0L);
        put("long 15", 15L);
        put("long 16", 16L);
        put("long -2049", -2049L);
        put("long 300000", 300000L);
        put("long 2^31", 1L << 31);
        put("double 0", 0.0);
        put("double 1", 1.0);
        put("double 127", 127.0);
        put("double 1000", 1000.0);
        put("double 1.5", 1.5);
        put("double 0.001", 0.001);
        put("double 3.3", 3.3);
        put("float 1.5f", 1.5f);
        put("float 3.3f", 3.3f);
        put("byte 5", (byte) 5);
        put("short 5", (short) 5);
        put("char a", 'a');
        put("string empty", "");
        put("string hello", "hello");
        put("string 40 chars", "0123456789".repeat(4));
        put("string cjk", "你");
        put("string emoji", "😀");
        put("bytes 3", new byte[] {1, 2, 3});
        put("bytes 20", new byte[20]);
        put("date 0ms+1", new Date(1));
        put("date minute", new Date(60_000));
        put("sql.Timestamp", new java.sql.Timestamp(1));
        put("sql.Date", new java.sql.Date(1));
        put("ArrayList", new ArrayList<>(List.of("a", 1)));
        put("LinkedList", new LinkedList<>(List.of("a")));
        put("Arrays.asList", Arrays.asList("a", "b"));
        put("List.of", List.of("a", "b"));
        put("emptyList", Collections.emptyList());
        put("singletonList", Collections.singletonList("a"));
        put("unmodifiableList", Collections.unmodifiableList(new ArrayList<>(List.of("a"))));
        put("subList", new ArrayList<>(List.of("a", "b")).subList(0, 1));
        put("CopyOnWrite", new CopyOnWriteArrayList<>(List.of("a")));
        put("ArrayDeque", new ArrayDeque<>(List.of("a")));
        put("nine elems", new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)));
        put("HashMap", new HashMap<>(Map.of("k", "v")));
        put("LinkedHashMap", new LinkedHashMap<>(Map.of("k", "v")));
        put("TreeMap", new TreeMap<>(Map.of("k", "v")));
        put("ConcurrentHashMap", new ConcurrentHashMap<>(Map.of("k", "v")));
        put("Map.of", Map.of("k", "v"));
        put("singletonMap", Collections.singletonMap("k", "v"));
        put("emptyMap", Collections.emptyMap());
        put("EnumMap", new EnumMap<>(Map.of(V.Color.RED, "r")));
        Properties properties = new Properties();
        properties.put("a", "b");
        put("Properties", properties);
        put("HashSet", new HashSet<>(List.of("a")));
        put("LinkedHashSet", new LinkedHashSet<>(List.of("a")));
        put("TreeSet", new TreeSet<>(List.of("a")));
        put("Set.of", Set.of("a"));
        put("EnumSet", EnumSet.of(V.Color.RED));
        put("enum", V.Color.RED);
        put("enum body", V.Color.GREEN);
        put("BigDecimal", new BigDecimal("1.50"));
        put("BigInteger", new BigInteger("12345678901234567890"));
        put("UUID", new UUID(1, 2));
        put("Locale", Locale.CHINA);
        put("Class", String.class);
        put("int.class", int.class);
        put("LocalDate", day);
        put("LocalTime", LocalTime.of(1, 2, 3, 4));
        put("LocalDateTime", both);
        put("Instant", Instant.ofEpochSecond(1, 2));
        put("Duration", Duration.ofSeconds(1, 2));
        put("Period", Period.of(1, 2, 3));
        put("OffsetDateTime", OffsetDateTime.of(both, ZoneOffset.ofHours(8)));
        put("ZoneOffset", ZoneOffset.ofHours(8));
        put("ZoneId", ZoneId.of("Asia/Shanghai"));
        put("Year", Year.of(2024));
        put("YearMonth", YearMonth.of(2024, 1));
        put("MonthDay", MonthDay.of(1, 2));
        put("DayOfWeek", DayOfWeek.MONDAY);
        put("int[]", new int[] {1, 2});
        put("long[]", new long[] {1});
        put("short[]", new short[] {1});
        put("float[]", new float[] {1.5f, 3.3f});
        put("double[]", new double[] {1});
        put("boolean[]", new boolean[] {true});
        put("char[]", new char[] {'a', 'b'});
        put("String[]", new String[] {"a"});
        put("Object[]", new Object[] {"a", 1});
        put("Integer[]", new Integer[] {1});
        put("Date[]", new Date[] {new Date(1)});
        put("BigDecimal[]", new BigDecimal[] {new BigDecimal("1")});
        put("int[][]", new int[][] {{1}, {2}});
        put("Color[]", new V.Color[] {V.Color.RED});
        put("Pojo[]", new V.Base[] {new V.Base()});
        V.Pojo pojo = new V.Pojo();
        pojo.list.add("e");
        put("Pojo", pojo);
        V.Pojo self = new V.Pojo();
        self.other = self;
        put("Pojo selfref", self);
        V.Base shared = new V.Base();
        put("shared", new ArrayList<>(List.of(shared, shared)));
        put("shared LocalDate", new ArrayList<>(List.of(day, day)));
        Date date = new Date(1);
        put("shared Date", new ArrayList<>(Arrays.asList(date, date, new ArrayList<>(), "x")));
        put("AtomicInteger", new AtomicInteger(3));
        put("AtomicLong", new AtomicLong(3));
        put("AtomicBoolean", new AtomicBoolean(true));
        put("AtomicReference", new AtomicReference<>("x"));
        put("BitSet", BitSet.valueOf(new long[] {8}));
        put("Currency", Currency.getInstance("CNY"));
        put("URI", URI.create("http://a/b"));
        put("File", new File("/a"));
        put("StackTraceElement", new StackTraceElement("c", "m", "f", 1));
    }

    private static void put(String label, Object value) {
        VALUES.put(label, value);
    }

    private static Map<String, String> load(String resource) {
        Map<String, String> lines = new LinkedHashMap<>();
        try (InputStream in = VectorTest.class.getClassLoader().getResourceAsStream(resource)) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split(" \\| ", 3);
                if (!line.startsWith(" ") && parts.length == 3 && parts[1].matches("[0-9a-f]+")) {
                    lines.put(parts[0], parts[1]);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    static Stream<String> written() {
        return VALUES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void aValueIsWrittenAsAReleaseOfDubboWritesIt(String label) {
        assertThat(Wire.hex(VALUES.get(label))).isIn(DUBBO_2_7.get(label), DUBBO_3_3.get(label));
    }

    static Stream<String> read() {
        return VALUES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("read")
    void whatBothReleasesWroteIsReadAsTheValueItWas(String label) {
        Object value = VALUES.get(label);
        for (Map<String, String> release : List.of(DUBBO_2_7, DUBBO_3_3)) {
            String hex = release.get(label);
            // 2.7 writes the immutable collections as objects without their content.
            if (hex.contains(java.util.HexFormat.of().formatHex("java.util.CollSer".getBytes()))) {
                continue;
            }
            boolean container = value instanceof Collection || value instanceof Map;
            Class<?> declared = container ? Object.class : value.getClass();
            Object read = Wire.read(hex, declared, V.Base.class, V.Pojo.class, V.Color.class);
            assertThat(read).usingRecursiveComparison().isEqualTo(value);
        }
    }

    @Test
    void everythingBothReleasesWroteCanBeReadUntyped() {
        for (Map<String, String> release : List.of(DUBBO_2_7, DUBBO_3_3)) {
            release.forEach(
                    (label, hex) -> {
                        // Not portable, or refused: internals of the JDK.
                        if (!List.of(
                                                "URL",
                                                "InetAddress",
                                                "StringBuilder",
                                                "TimeZone",
                                                "Pattern",
                                                "Iterator")
                                        .contains(label)
                                && !hex.contains("436f6c6c536572")) {
                            assertThat(
                                            Wire.read(
                                                    hex,
                                                    Object.class,
                                                    V.Base.class,
                                                    V.Pojo.class,
                                                    V.Color.class))
                                    .as(label)
                                    .satisfies(x -> {});
                        }
                    });
        }
    }
}
