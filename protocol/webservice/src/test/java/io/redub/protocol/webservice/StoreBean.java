package io.redub.protocol.webservice;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What {@link Store} does. */
public class StoreBean implements Store {
    @Override
    public String hello(@Nullable String name) {
        return "hello " + name;
    }

    @Override
    public @Nullable Item item(@Nullable Item item, int more) {
        if (item != null) {
            item.setCount(item.getCount() + more);
        }
        return item;
    }

    @Override
    public List<Item> items(List<Item> items, String[] names, byte[] bytes) {
        List<Item> all = new ArrayList<>(items);
        for (String name : names) {
            Item item = new Item();
            item.setName(name);
            item.setPicture(bytes);
            all.add(item);
        }
        return all;
    }

    @Override
    public int[] numbers(int[] numbers) {
        return numbers;
    }

    @Override
    public String over(String text) {
        return "text";
    }

    @Override
    public String over(int number) {
        return "number";
    }

    @Override
    public String over(String text, int number) {
        return "both";
    }

    @Override
    public Map<String, Item> shelf(Map<String, Integer> counts) {
        Map<String, Item> shelf = new HashMap<>();
        counts.forEach(
                (name, count) -> {
                    Item item = new Item();
                    item.setCount(count);
                    shelf.put(name, item);
                });
        return shelf;
    }

    @Override
    public Kind kind(Kind kind) {
        return kind;
    }

    @Override
    public Set<String> set(Set<String> set, @Nullable Long number, char letter, BigDecimal price) {
        return Set.of(set + " " + number + letter + price);
    }

    @Override
    public boolean all(
            boolean a, byte b, short c, long d, float e, double f, BigInteger g, UUID h) {
        return a
                && b == Byte.MIN_VALUE
                && c == Short.MAX_VALUE
                && d == Long.MIN_VALUE
                && e == Float.MIN_VALUE
                && Double.isNaN(f)
                && g.bitLength() == 100
                && h.equals(new UUID(1, 2));
    }

    @Override
    public List<Integer> gaps(List<Integer> numbers) {
        return numbers;
    }

    @Override
    public Point move(Point point, List<Point> more) {
        return new Point(point.x() + 1, point.label(), more);
    }

    @Override
    public Instant later(Instant from, Duration by) {
        return from.plus(by);
    }

    @Override
    public CompletableFuture<String> promise(String text) {
        return CompletableFuture.completedFuture(text + "!");
    }

    @Override
    public void nothing() {}

    @Override
    public void sell(String what) throws SoldOutException, LostException, IOException {
        switch (what) {
            case "last" -> throw new SoldOutException("sold out", 3);
            case "lost" -> {
                LostException lost = new LostException("lost it");
                lost.setWhere("attic");
                throw lost;
            }
            case "io" -> throw new java.io.FileNotFoundException("no file");
            case "none" -> throw new IOException();
            default -> throw new IllegalStateException("broken <" + what + ">\u0001");
        }
    }

    @Override
    public String hold(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return "held";
    }
}
