package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.interop.api.Address;
import io.redub.interop.api.Color;
import io.redub.interop.api.Description;
import io.redub.interop.api.Measure;
import io.redub.interop.api.Mirror;
import io.redub.interop.api.Node;
import io.redub.interop.api.Person;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URL;
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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Cases about values: what is given arrives, and comes back, as what it was. */
final class ValueCases {
    private final Mirror mirror;

    ValueCases(Session session) {
        mirror = session.mirror();
    }

    void primitivesComeBack() {
        for (boolean value : new boolean[] {true, false}) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (byte value : new byte[] {0, 1, -1, Byte.MIN_VALUE, Byte.MAX_VALUE}) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (short value : new short[] {0, 300, -300, Short.MIN_VALUE, Short.MAX_VALUE}) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (char value : new char[] {'a', 'é', '中', Character.MIN_VALUE}) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (int value : INTS) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (long value : LONGS) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (float value : new float[] {0, 1, -1.5f, 3.25f, Float.MAX_VALUE}) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (double value : DOUBLES) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
    }

    private static final int[] INTS = {
        0,
        -16,
        47,
        -17,
        48,
        -2048,
        2047,
        -262144,
        262143,
        262144,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE
    };

    private static final long[] LONGS = {
        0,
        -8,
        15,
        16,
        -2048,
        2047,
        -262144,
        262143,
        1L << 31,
        -(1L << 31),
        1L << 40,
        Long.MIN_VALUE,
        Long.MAX_VALUE
    };

    private static final double[] DOUBLES = {
        0,
        1,
        -128,
        127,
        -32768,
        32767,
        1.5,
        0.001,
        3.3,
        12.34,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
    };

    void notANumberComesBack() {
        assertThat(mirror.same(Float.NaN)).isNaN();
        assertThat(mirror.same(Double.NaN)).isNaN();
    }

    void boxedScalarsComeBack() {
        assertThat(mirror.same(Boolean.TRUE)).isTrue();
        assertThat(mirror.same(Byte.valueOf((byte) -7))).isEqualTo((byte) -7);
        assertThat(mirror.same(Short.valueOf((short) 700))).isEqualTo((short) 700);
        assertThat(mirror.same(Character.valueOf('字'))).isEqualTo('字');
        assertThat(mirror.same(Integer.valueOf(70_000))).isEqualTo(70_000);
        assertThat(mirror.same(Long.valueOf(1L << 50))).isEqualTo(1L << 50);
        assertThat(mirror.same(Float.valueOf(2.5f))).isEqualTo(2.5f);
        assertThat(mirror.same(Double.valueOf(-0.125))).isEqualTo(-0.125);
    }

    void nullComesBackAsNull() {
        assertThat(mirror.same((String) null)).isNull();
        assertThat(mirror.same((Integer) null)).isNull();
        assertThat(mirror.same((Person) null)).isNull();
        assertThat(mirror.same((Object) null)).isNull();
        assertThat(mirror.same((int[]) null)).isNull();
        assertThat(mirror.strings(null)).isNull();
        assertThat(mirror.describe(null)).isEqualTo("null");
        assertThat(mirror.strings(Arrays.asList("a", null, "b"))).containsExactly("a", null, "b");
    }

    void stringsOfAnyScriptAndLengthComeBack() {
        for (String value :
                List.of(
                        "",
                        "a",
                        "Grüße",
                        "中文字符",
                        "日本語テキスト",
                        "한국어",
                        "😀",
                        "a😀b👨‍👩‍👧",
                        "\u0000\n\t\uFFFD")) {
            assertThat(mirror.same(value)).isEqualTo(value);
        }
        for (int length : new int[] {31, 32, 1023, 1024, 32_767, 32_768, 32_769, 65_536, 70_000}) {
            String value = "x".repeat(length);
            assertThat(mirror.same(value)).isEqualTo(value);
        }
    }

    void aSurrogatePairOnAChunkBoundaryComesBack() {
        for (int before = 0x8000 - 2; before <= 0x8000; before++) {
            String value = "中".repeat(before) + "😀" + "z".repeat(10);
            assertThat(mirror.same(value)).isEqualTo(value);
        }
    }

    void valueClassesComeBack() {
        assertThat(mirror.same(new BigDecimal("-12345678901234567890.001230")))
                .isEqualTo(new BigDecimal("-12345678901234567890.001230"));
        assertThat(mirror.same(new BigInteger("-123456789012345678901234567890")))
                .isEqualTo(new BigInteger("-123456789012345678901234567890"));
        assertThat(mirror.same(BigInteger.ZERO)).isEqualTo(BigInteger.ZERO);
        assertThat(mirror.same(new Date(1_795_387_800_652L)))
                .isEqualTo(new Date(1_795_387_800_652L));
        assertThat(mirror.same(new Date(60_000))).isEqualTo(new Date(60_000));
        assertThat(mirror.same(LocalDate.of(2024, 2, 29))).isEqualTo("2024-02-29");
        assertThat(mirror.same(LocalTime.of(23, 59, 58, 7))).isEqualTo("23:59:58.000000007");
        assertThat(mirror.same(LocalDateTime.of(2026, 1, 2, 3, 4, 5)))
                .isEqualTo("2026-01-02T03:04:05");
        assertThat(mirror.same(Instant.ofEpochSecond(-5, 17)))
                .isEqualTo(Instant.ofEpochSecond(-5, 17));
        assertThat(mirror.same(Duration.ofMillis(-90_061))).isEqualTo(Duration.ofMillis(-90_061));
        ZonedDateTime noon = ZonedDateTime.of(2026, 7, 1, 12, 0, 0, 0, ZoneId.of("Europe/Paris"));
        assertThat(mirror.same(noon)).isEqualTo(noon);
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(mirror.same(id)).isEqualTo(id);
        assertThat(mirror.same(Locale.SIMPLIFIED_CHINESE)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        for (Color color : Color.values()) {
            assertThat(mirror.same(color)).isSameAs(color);
        }
    }

    void arraysComeBack() {
        assertThat(mirror.same(new boolean[] {true, false})).containsExactly(true, false);
        assertThat(mirror.same(new byte[] {1, -1, 127})).containsExactly(1, -1, 127);
        assertThat(mirror.same(new short[] {1, -1, 30_000}))
                .containsExactly((short) 1, (short) -1, (short) 30_000);
        assertThat(mirror.same(new char[] {'a', '中'})).containsExactly('a', '中');
        assertThat(mirror.same(INTS)).isEqualTo(INTS);
        assertThat(mirror.same(LONGS)).isEqualTo(LONGS);
        assertThat(mirror.same(new float[] {1.5f, -2f})).containsExactly(1.5f, -2f);
        assertThat(mirror.same(DOUBLES)).isEqualTo(DOUBLES);
        assertThat(mirror.same(new int[0])).isEmpty();
        assertThat(mirror.same(new int[][] {{1, 2}, {}, {3}}))
                .isDeepEqualTo(new int[][] {{1, 2}, {}, {3}});
        assertThat(mirror.same(new String[] {"a", null, "中"})).containsExactly("a", null, "中");
        assertThat(mirror.same(new Integer[] {1, null, -1})).containsExactly(1, null, -1);
        Person[] people = mirror.same(new Person[] {person("Ann"), null});
        assertThat(people).hasSize(2);
        assertThat(Description.of(people[0])).isEqualTo(Description.of(person("Ann")));
        assertThat(mirror.same(new Object[] {1, "two", 3L, null, true}))
                .containsExactly(1, "two", 3L, null, true);
    }

    void collectionsComeBack() {
        assertThat(mirror.strings(new ArrayList<>(List.of("a", "中", "😀"))))
                .containsExactly("a", "中", "😀");
        assertThat(mirror.strings(new ArrayList<>())).isEmpty();
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add("item " + i);
        }
        assertThat(mirror.strings(many)).isEqualTo(many);
        assertThat(mirror.numbers(new HashSet<>(Set.of(1, 2, 300_000))))
                .containsExactlyInAnyOrder(1, 2, 300_000);
        assertThat(mirror.numbers(new TreeSet<>(Set.of(3, 1, 2)))).containsExactly(1, 2, 3);
        Map<Long, BigDecimal> prices = new LinkedHashMap<>();
        prices.put(9L, new BigDecimal("1.10"));
        prices.put(1L << 40, new BigDecimal("0"));
        assertThat(mirror.prices(prices)).isEqualTo(prices).isInstanceOf(LinkedHashMap.class);
        assertThat(mirror.addresses(addresses())).isEqualTo(addresses());
        assertThat(mirror.directory(directory())).isEqualTo(directory());
        List<Map<String, Set<Integer>>> nested = new ArrayList<>();
        nested.add(new HashMap<>(Map.of("a", new HashSet<>(Set.of(1, 2)))));
        nested.add(new HashMap<>());
        assertThat(mirror.nested(nested)).isEqualTo(nested);
    }

    void objectsInsideCollectionsArriveAsWhatTheyAre() {
        assertThat(mirror.describeDirectory(directory())).isEqualTo(Description.of(directory()));
    }

    @Judges(Judges.Role.CONSUMER)
    void elementsOfADeclaredListComeBackNarrowed() {
        assertThat(mirror.shorts(shorts())).containsExactly((short) 1, (short) -2);
    }

    @Judges(Judges.Role.PROVIDER)
    void elementsOfADeclaredListArriveNarrowed() {
        assertThat(mirror.describeShorts(shorts())).isEqualTo("List[Short:1, Short:-2]");
    }

    @Judges(Judges.Role.CONSUMER)
    void collectionsOfTheJdkThatPeersCannotWriteArriveWhole() {
        assertThat(mirror.strings(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(mirror.strings(many().subList(1, 3))).containsExactly("item 1", "item 2");
        assertThat(mirror.numbers(Set.of(1, 2))).containsExactlyInAnyOrder(1, 2);
        assertThat(mirror.numbers(Map.of(1, 2).keySet())).containsExactly(1);
        assertThat(mirror.prices(Map.of(1L, BigDecimal.ONE))).isEqualTo(Map.of(1L, BigDecimal.ONE));
    }

    @Judges(Judges.Role.PROVIDER)
    void collectionsOfTheJdkThatPeersCannotWriteComeBackWhole() {
        assertThat(mirror.immutable()).isEqualTo(Map.of("of", List.of(1, 2), "sub", List.of(2, 3)));
    }

    @Judges(value = Judges.Role.CONSUMER, notWith = Side.DUBBO33)
    void floatFieldsArriveUndamaged() {
        Measure measure = new Measure();
        measure.setValue(3.3f);
        measure.setBoxed(0.1f);
        assertThat(mirror.describeMeasure(measure)).isEqualTo(Description.of(measure));
    }

    @Judges(value = Judges.Role.PROVIDER, notWith = Side.DUBBO33)
    void floatFieldsComeBackUndamaged() {
        Measure measure = mirror.measure(3.3f);
        assertThat(measure.getValue()).isEqualTo(3.3f);
        assertThat(measure.getBoxed()).isEqualTo(3.3f);
    }

    void anObjectArrivesWithAllItsFields() {
        Person person = person("Zoë");
        person.setFriend(person("Bob"));
        String expected = Description.of(person);
        assertThat(mirror.describePerson(person)).isEqualTo(expected);
        assertThat(Description.of(mirror.same(person))).isEqualTo(expected);
    }

    void anObjectWithNothingSetArrives() {
        String expected = Description.of(new Person());
        assertThat(mirror.describePerson(new Person())).isEqualTo(expected);
        assertThat(Description.of(mirror.same(new Person()))).isEqualTo(expected);
    }

    void aValueOfUndeclaredTypeComesBackAsWhatItWas() {
        for (Object value :
                List.of(
                        "text",
                        1,
                        2L,
                        3.5,
                        true,
                        new Address("Main", 1),
                        Color.GREEN,
                        new BigDecimal("1.5"))) {
            assertThat(mirror.same(value)).isEqualTo(value);
            assertThat(mirror.describe(value)).isEqualTo(Description.of(value));
        }
        Object list = new ArrayList<Object>(List.of("a", 1, new Address("Side", 2)));
        assertThat(mirror.same(list)).isEqualTo(list);
    }

    void moreValuesOfTheJdkComeBackAsWhatTheyWere() {
        LocalDateTime noon = LocalDateTime.of(2026, 2, 3, 12, 0, 0, 9);
        Calendar calendar = new GregorianCalendar();
        calendar.setTimeInMillis(1_700_000_000_123L);
        for (Object value :
                List.of(
                        OffsetDateTime.of(noon, ZoneOffset.ofHours(8)),
                        Period.of(1, -2, 3),
                        Year.of(2024),
                        YearMonth.of(2024, 2),
                        MonthDay.of(2, 29),
                        ZoneOffset.ofHours(-3),
                        ZoneId.of("Asia/Shanghai"),
                        BitSet.valueOf(new long[] {5, 1}),
                        EnumSet.of(Color.RED, Color.BLUE),
                        EnumSet.noneOf(Color.class),
                        calendar,
                        String.class,
                        new LinkedList<>(List.of("a", 1)),
                        new CopyOnWriteArrayList<>(List.of("a")),
                        new ConcurrentHashMap<>(Map.of("a", 1)),
                        new TreeMap<>(Map.of("a", 1)))) {
            Object back = mirror.same(value);
            assertThat(back).isEqualTo(value).hasSameClassAs(value);
        }
        assertThat(mirror.same((Object) new AtomicLong(7))).hasToString("7");
        Object deep = new int[][][] {{{1}, {}}, {{2, 3}}};
        assertThat(mirror.same(deep)).isEqualTo(deep);
        assertThat(mirror.same((Object) "\ud800 alone")).isEqualTo("\ud800 alone");
    }

    @Judges(value = Judges.Role.CONSUMER, notWith = Side.REDUB)
    void whatAPeerCannotReadIsRefusedAndNotSent() throws Exception {
        TreeSet<String> reversed = new TreeSet<>(Collections.reverseOrder());
        reversed.add("a");
        for (Object value :
                List.of(
                        Optional.of("x"),
                        OptionalInt.of(1),
                        Pattern.compile("a*"),
                        new URL("http://localhost/"),
                        new StringBuilder("text"),
                        InetAddress.getLoopbackAddress(),
                        Map.entry("k", "v"),
                        reversed,
                        Locale.forLanguageTag("zh-Hans-CN"))) {
            assertThatThrownBy(() -> mirror.same(value))
                    .as("%s", value.getClass())
                    .hasStackTraceContaining("cannot be sent to a Dubbo peer");
            assertThat(mirror.which()).isEqualTo("which()");
        }
    }

    void anObjectReferredToTwiceArrivesOnce() {
        Node node = new Node("one");
        assertThat(mirror.isOneObject(node, node)).isTrue();
        assertThat(mirror.isOneObject(node, new Node("one"))).isFalse();
        Node pair = new Node("pair");
        pair.getFriends().add(node);
        pair.getFriends().add(node);
        Node back = mirror.same(pair);
        assertThat(back.getFriends()).hasSize(2);
        assertThat(back.getFriends().get(0)).isSameAs(back.getFriends().get(1));
    }

    void aCycleArrivesAsACycle() {
        Node first = new Node("first");
        Node second = new Node("second");
        first.setNext(second);
        second.setNext(first);
        first.getFriends().add(first);
        assertThat(mirror.leadsBack(first)).isTrue();
        Node back = mirror.same(first);
        assertThat(back.getName()).isEqualTo("first");
        assertThat(back.getNext().getName()).isEqualTo("second");
        assertThat(back.getNext().getNext()).isSameAs(back);
        assertThat(back.getFriends().get(0)).isSameAs(back);
    }

    void aMegabyteComesBack() {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        assertThat(mirror.same(bytes)).isEqualTo(bytes);
        String text = "中文and😀".repeat(1 << 17);
        assertThat(mirror.same(text)).isEqualTo(text);
    }

    private static List<String> many() {
        return new ArrayList<>(List.of("item 0", "item 1", "item 2", "item 3"));
    }

    private static List<Short> shorts() {
        return new ArrayList<>(List.of((short) 1, (short) -2));
    }

    private static List<Address> addresses() {
        return new ArrayList<>(List.of(new Address("Main", 1), new Address("上海路", 2)));
    }

    private static Map<String, List<Address>> directory() {
        Map<String, List<Address>> directory = new HashMap<>();
        directory.put("home", addresses());
        directory.put("none", new ArrayList<>());
        return directory;
    }

    static Person person(String name) {
        Person person = new Person();
        person.setKind("human");
        person.setBorn(-1L << 33);
        person.setName(name);
        person.setAge(41);
        person.setAdult(true);
        person.setInitial('Z');
        person.setLevel((byte) -3);
        person.setFloor((short) 1_200);
        person.setHeight(1.83);
        person.setLuckyNumber(7);
        person.setSmallNumber((short) 12);
        person.setBigNumber(1L << 55);
        person.setMaybe(false);
        person.setColor(Color.BLUE);
        person.setBalance(new BigDecimal("-10.50"));
        person.setStars(BigInteger.TWO.pow(200));
        person.setSince(new Date(1_700_000_000_123L));
        person.setDay(LocalDate.of(1999, 12, 31));
        person.setHour(LocalTime.of(7, 8, 9, 10));
        person.setMoment(LocalDateTime.of(2000, 1, 1, 0, 0, 1));
        person.setInstant(Instant.ofEpochSecond(1_700_000_000, 999));
        person.setId(new UUID(1, 2));
        person.setPhoto(new byte[] {1, 2, 3});
        person.setScores(new int[] {10, -10});
        person.setNicknames(new String[] {"Z", "Zed"});
        person.setHome(new Address("Elm", 12));
        person.setAddresses(addresses());
        person.setAddressesByName(new HashMap<>(Map.of("work", new Address("Oak", 3))));
        person.setColors(new HashSet<>(Set.of(Color.RED, Color.BLUE)));
        person.setTable(
                new ArrayList<>(List.of(new ArrayList<>(List.of(1, 2)), new ArrayList<>())));
        return person;
    }
}
