package io.redub.serialize.hessian2;

import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Random graphs of values, the same for the same seed. */
final class Graphs {
    enum Level {
        LOW,
        HIGH {
            @Override
            public String toString() {
                return "high!";
            }
        }
    }

    /** Fields of every kind that Dubbo carries without loss. */
    static final class Item implements Serializable {
        long id;
        int count;
        short small;
        byte tiny;
        char letter;
        double price;
        boolean open;
        String name;
        Integer boxed;
        Long wide;
        Double rate;
        Date when;
        LocalDate day;
        LocalDateTime at;
        BigDecimal amount;
        Level level;
        List<Object> list;
        Map<String, Object> map;
        Item next;
        int[] ints;
        String[] words;
        byte[] raw;

        private List<Object> state() {
            return Arrays.asList(
                    id,
                    count,
                    small,
                    tiny,
                    letter,
                    price,
                    open,
                    name,
                    boxed,
                    wide,
                    rate,
                    when,
                    day,
                    at,
                    amount,
                    level,
                    list,
                    map,
                    next,
                    Arrays.toString(ints),
                    Arrays.toString(words),
                    Arrays.toString(raw));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Item item && state().equals(item.state());
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, count, name);
        }

        @Override
        public String toString() {
            return "Item" + state();
        }
    }

    /** Values that not every peer can write or read. */
    enum Some {
        UUIDS,
        TIMES,
        OFFSETS,
        BIT_SETS,
        SMALL_NUMBERS
    }

    private final Random random;
    private final Set<Some> some;

    Graphs(long seed) {
        this(seed, EnumSet.complementOf(EnumSet.of(Some.SMALL_NUMBERS)));
    }

    /** With {@code some} besides what all know. */
    Graphs(long seed, Set<Some> some) {
        this.random = new Random(seed);
        this.some = some;
    }

    Object next(int depth) {
        if (some.contains(Some.SMALL_NUMBERS) && random.nextInt(10) == 0) {
            return small();
        }
        if (random.nextInt(4) == 0) {
            return rare(depth);
        }
        int kind = random.nextInt(depth > 0 ? 27 : 18);
        if (!some.contains(Some.TIMES) && kind >= 8 && kind <= 12) {
            kind = 4;
        }
        return switch (kind) {
            case 0 -> random.nextInt() >> random.nextInt(32);
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextBoolean();
            case 3 -> number();
            case 4, 5 -> text();
            case 6 ->
                    new Date(random.nextBoolean() ? random.nextInt() * 60_000L : random.nextInt());
            case 7 -> bytes();
            case 8 -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000);
            case 9 -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            case 10 ->
                    LocalDateTime.ofEpochSecond(
                            random.nextInt(), random.nextInt(1_000_000_000), ZoneOffset.UTC);
            case 11 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 12 -> Duration.ofNanos(random.nextLong());
            case 13 ->
                    new BigDecimal(
                            new BigInteger(random.nextInt(100), random), random.nextInt(20) - 10);
            case 14 ->
                    new BigInteger(random.nextInt(200), random)
                            .subtract(BigInteger.ONE.shiftLeft(50));
            case 15 -> Level.values()[random.nextInt(2)];
            case 16 ->
                    !some.contains(Some.UUIDS) || random.nextBoolean()
                            ? Locale.CHINA
                            : new UUID(random.nextLong(), random.nextLong());
            case 17 -> null;
            case 18 -> list(new ArrayList<>(), depth);
            case 19 -> list(new LinkedList<>(), depth);
            case 20 -> map(new HashMap<>(), depth);
            case 21 -> map(new LinkedHashMap<>(), depth);
            case 22 -> map(new TreeMap<>(), depth);
            case 23 -> words();
            case 24 -> shared(depth);
            case 25 -> new LinkedHashSet<>(Arrays.asList(words()));
            default -> item(depth - 1);
        };
    }

    private Object rare(int depth) {
        int kind = random.nextInt(depth > 0 ? 24 : 19);
        if (kind < 2 && !some.contains(Some.OFFSETS)
                || kind < 6 && !some.contains(Some.TIMES)
                || kind == 6 && !some.contains(Some.BIT_SETS)) {
            kind += 8;
        }
        return switch (kind) {
            case 0 -> OffsetDateTime.ofInstant(instant(), ZoneOffset.ofHours(random.nextInt(19)));
            case 1 -> ZonedDateTime.ofInstant(instant(), ZoneId.of("Europe/Paris"));
            case 2 -> Period.of(random.nextInt(), random.nextInt(), 7);
            case 3 -> YearMonth.of(random.nextInt(9999), 1 + random.nextInt(12));
            case 4 -> MonthDay.of(2, 1 + random.nextInt(29));
            case 5 -> Year.of(random.nextInt(9999));
            case 6 -> BitSet.valueOf(new long[] {random.nextLong()});
            case 7 -> EnumSet.of(Level.values()[random.nextInt(2)]);
            case 8 -> new java.sql.Timestamp(random.nextInt());
            case 9 -> new java.sql.Date(random.nextLong() >> 20);
            case 10 -> DayOfWeek.values()[random.nextInt(7)];
            case 11 -> Integer.class;
            case 12 -> Currency.getInstance("CNY");
            case 13 -> new File("/" + random.nextInt());
            case 14 -> random.longs(random.nextInt(9)).toArray();
            case 15 -> random.doubles(random.nextInt(9)).toArray();
            case 16 -> new int[][] {random.ints(random.nextInt(5)).toArray(), {}, {1}};
            case 17 -> new String[][] {words(), words()};
            case 18 -> new boolean[] {random.nextBoolean(), true};
            case 19 -> list(new Vector<>(), depth);
            case 20 -> list(new CopyOnWriteArrayList<>(), depth);
            case 21 -> new TreeSet<>(Arrays.asList(words()));
            case 22 -> new ConcurrentHashMap<>(Map.of("k", random.nextInt()));
            default -> new Item[] {item(depth - 1), null};
        };
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private Object small() {
        return switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (short) random.nextInt();
            default -> random.nextFloat();
        };
    }

    /** Values that only Redub's dialect carries exactly, too. */
    Object nextForRedub(int depth) {
        return switch (random.nextInt(13)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (short) random.nextInt();
            case 2 -> random.nextFloat();
            case 3 -> (char) random.nextInt(0xd000);
            case 4 -> -0.0;
            case 5 -> List.of(1, "a", (short) 2);
            case 6 -> java.util.Optional.of("x");
            case 7 -> URI.create("http://a/b?c=d");
            case 8 -> Map.of("k", (byte) 1);
            case 9 -> OptionalInt.of(random.nextInt());
            case 10 -> random.nextBoolean() ? new Longs(random) : nested();
            default -> next(depth);
        };
    }

    record Longs(long value) {
        Longs(Random random) {
            this(random.nextLong());
        }
    }

    private Object nested() {
        return Collections.unmodifiableList(
                new ArrayList<>(
                        Arrays.asList(
                                Set.of((byte) 1),
                                Collections.synchronizedMap(new HashMap<>(Map.of('k', 1.5f))),
                                new EnumMap<>(Map.of(Level.HIGH, (short) 1)))));
    }

    Item item(int depth) {
        Item item = new Item();
        item.id = random.nextLong() >> random.nextInt(64);
        item.count = random.nextInt() >> random.nextInt(32);
        item.small = (short) random.nextInt();
        item.tiny = (byte) random.nextInt();
        item.letter = (char) random.nextInt(0xd000);
        item.price = number();
        item.open = random.nextBoolean();
        item.name = text();
        item.boxed = random.nextBoolean() ? random.nextInt() : null;
        item.wide = random.nextBoolean() ? random.nextLong() : null;
        item.rate = random.nextBoolean() ? number() : null;
        item.when = random.nextBoolean() ? new Date(random.nextLong() >> 20) : null;
        item.day =
                some.contains(Some.TIMES) && random.nextBoolean()
                        ? LocalDate.ofEpochDay(random.nextInt(100_000))
                        : null;
        item.at =
                some.contains(Some.TIMES) && random.nextBoolean()
                        ? LocalDateTime.ofEpochSecond(random.nextInt(), 5, ZoneOffset.UTC)
                        : null;
        item.amount = random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(), 2) : null;
        item.level = random.nextBoolean() ? Level.HIGH : null;
        if (depth > 0) {
            item.list = list(new ArrayList<>(), depth);
            item.map = map(new HashMap<>(), depth);
            item.next = random.nextBoolean() ? item(depth - 1) : null;
        }
        item.ints = random.ints(random.nextInt(10)).toArray();
        item.words = words();
        item.raw = bytes();
        return item;
    }

    private double number() {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(300) - 150;
            case 1 -> random.nextInt(100_000) - 50_000;
            case 2 -> random.nextInt(1_000_000) / 1000.0;
            case 3 -> random.nextGaussian() * 1e200;
            default -> random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
        };
    }

    private String text() {
        int length = random.nextInt(20) == 0 ? random.nextInt(70_000) : random.nextInt(60);
        StringBuilder text = new StringBuilder();
        int alphabet = random.nextInt(3);
        for (int i = 0; i < length; i++) {
            switch (alphabet) {
                case 0 -> text.append((char) (' ' + random.nextInt(95)));
                case 1 -> text.append((char) (0x4e00 + random.nextInt(5000)));
                default ->
                        text.appendCodePoint(
                                random.nextBoolean() ? 0x1f600 + random.nextInt(50) : 0xe9);
            }
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes =
                new byte[random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String[] words() {
        String[] words = new String[random.nextInt(5)];
        Arrays.setAll(words, i -> "w" + random.nextInt(10));
        return words;
    }

    private <C extends java.util.Collection<Object>> C list(C items, int depth) {
        int size = random.nextInt(12);
        for (int i = 0; i < size; i++) {
            items.add(next(depth - 1));
        }
        return items;
    }

    private <M extends Map<String, Object>> M map(M map, int depth) {
        int size = random.nextInt(8);
        for (int i = 0; i < size; i++) {
            map.put("key" + i, next(depth - 1));
        }
        return map;
    }

    private List<Object> shared(int depth) {
        Item item = item(depth - 1);
        return new ArrayList<>(Arrays.asList(item, "between", item));
    }

    /** Equality that looks into arrays. */
    static boolean same(Object a, Object b) {
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size()
                    && java.util.stream.IntStream.range(0, x.size())
                            .allMatch(i -> same(x.get(i), y.get(i)));
        }
        if (a instanceof Item[] x && b instanceof Item[] y) {
            return same(Arrays.asList(x), Arrays.asList(y));
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(
                                    e ->
                                            y.containsKey(e.getKey())
                                                    && same(e.getValue(), y.get(e.getKey())));
        }
        if (a instanceof Item x && b instanceof Item y) {
            List<Object> left = x.state();
            List<Object> right = y.state();
            return same(left, right);
        }
        return Objects.deepEquals(a, b);
    }
}
