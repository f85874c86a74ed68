package io.redub.protocol.webservice;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An ordinary interface, with values of most kinds. */
public interface Store {
    /** A bean as JAXB likes it. */
    class Item {
        private @Nullable String name;
        private int count;
        private @Nullable BigDecimal price;
        private @Nullable Date since;
        private byte @Nullable [] picture;
        private @Nullable Item next;
        private @Nullable List<String> tags;
        private @Nullable Map<String, Integer> stock;
        private @Nullable Kind kind;
        private @Nullable LocalDate day;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public @Nullable BigDecimal getPrice() {
            return price;
        }

        public void setPrice(@Nullable BigDecimal price) {
            this.price = price;
        }

        public @Nullable Date getSince() {
            return since;
        }

        public void setSince(@Nullable Date since) {
            this.since = since;
        }

        public byte @Nullable [] getPicture() {
            return picture;
        }

        public void setPicture(byte @Nullable [] picture) {
            this.picture = picture;
        }

        public @Nullable Item getNext() {
            return next;
        }

        public void setNext(@Nullable Item next) {
            this.next = next;
        }

        public @Nullable List<String> getTags() {
            return tags;
        }

        public void setTags(@Nullable List<String> tags) {
            this.tags = tags;
        }

        public @Nullable Map<String, Integer> getStock() {
            return stock;
        }

        public void setStock(@Nullable Map<String, Integer> stock) {
            this.stock = stock;
        }

        public @Nullable Kind getKind() {
            return kind;
        }

        public void setKind(@Nullable Kind kind) {
            this.kind = kind;
        }

        public @Nullable LocalDate getDay() {
            return day;
        }

        public void setDay(@Nullable LocalDate day) {
            this.day = day;
        }
    }

    enum Kind {
        FOOD,
        TOOL
    }

    record Point(int x, @Nullable String label, List<Point> near) {}

    /** Has a property beside its message, and a constructor with their names. */
    class SoldOutException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int left;

        public SoldOutException(String message, int left) {
            super(message);
            this.left = left;
        }

        public int getLeft() {
            return left;
        }
    }

    /** As CXF's clients can make it: of its message, with a field that is set. */
    class LostException extends Exception {
        private static final long serialVersionUID = 1L;
        private String where = "";

        public LostException(String message) {
            super(message);
        }

        public String getWhere() {
            return where;
        }

        public void setWhere(String where) {
            this.where = where;
        }
    }

    String hello(@Nullable String name);

    @Nullable Item item(@Nullable Item item, int more);

    List<Item> items(List<Item> items, String[] names, byte[] bytes);

    int[] numbers(int[] numbers);

    String over(String text);

    String over(int number);

    String over(String text, int number);

    Map<String, Item> shelf(Map<String, Integer> counts);

    Kind kind(Kind kind);

    Set<String> set(Set<String> set, @Nullable Long number, char letter, BigDecimal price);

    boolean all(boolean a, byte b, short c, long d, float e, double f, BigInteger g, UUID h);

    List<Integer> gaps(List<Integer> numbers);

    Point move(Point point, List<Point> more);

    Instant later(Instant from, Duration by);

    CompletableFuture<String> promise(String text);

    void nothing();

    void sell(String what) throws SoldOutException, LostException, IOException;

    String hold(int millis) throws InterruptedException;
}
