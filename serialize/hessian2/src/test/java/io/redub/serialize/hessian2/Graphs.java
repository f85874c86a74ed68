package io.redub.serialize.hessian2;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

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
                    id, count, small, tiny, letter, price, open, name, boxed, wide, rate, when,
                    day, at, amount, level, list, map, next, Arrays.toString(ints),
                    Arrays.toString(words), Arrays.toString(raw));
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

    private final Random random;

    Graphs(long seed) {
        this.random = new Random(seed);
    }

    Object next(int depth) {
        int kind = random.nextInt(depth > 0 ? 27 : 18);
        return switch (kind) {
            case 0 -> random.nextInt() >> random.nextInt(32);
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextBoolean();
            case 3 -> number();
            case 4, 5 -> text();
            case 6 -> new Date(random.nextBoolean() ? random.nextInt() * 60_000L : random.nextInt());
            case 7 -> bytes();
            case 8 -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000);
            case 9 -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            case 10 -> LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000), ZoneOffset.UTC);
            case 11 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 12 -> Duration.ofNanos(random.nextLong());
            case 13 -> new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(20) - 10);
            case 14 -> new BigInteger(random.nextInt(200), random).subtract(BigInteger.ONE.shiftLeft(50));
            case 15 -> Level.values()[random.nextInt(2)];
            case 16 -> random.nextBoolean() ? Locale.CHINA : new UUID(random.nextLong(), random.nextLong());
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

    /** Values that only Redub's dialect carries exactly, too. */
    Object nextForRedub(int depth) {
        return switch (random.nextInt(12)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (short) random.nextInt();
            case 2 -> random.nextFloat();
            case 3 -> (char) random.nextInt(0xd000);
            case 4 -> -0.0;
            case 5 -> List.of(1, "a", (short) 2);
            case 6 -> java.util.Optional.of("x");
            case 7 -> URI.create("http://a/b?c=d");
            case 8 -> Map.of("k", (byte) 1);
            case 9 -> Currency.getInstance("EUR");
            default -> next(depth);
        };
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
        item.day = random.nextBoolean() ? LocalDate.ofEpochDay(random.nextInt(100_000)) : null;
        item.at = random.nextBoolean() ? LocalDateTime.ofEpochSecond(random.nextInt(), 5, ZoneOffset.UTC) : null;
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
                default -> text.appendCodePoint(random.nextBoolean() ? 0x1f600 + random.nextInt(50) : 0xe9);
            }
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(40)];
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
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(e -> y.containsKey(e.getKey()) && same(e.getValue(), y.get(e.getKey())));
        }
        if (a instanceof Item x && b instanceof Item y) {
            List<Object> left = x.state();
            List<Object> right = y.state();
            return same(left, right);
        }
        return Objects.deepEquals(a, b);
    }
}
